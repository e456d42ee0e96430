// Asks again how far a run is, slower when the service is slow, and not at all while nobody looks. Without it the page has
// its own link to check progress.
const LEAST_WAIT = 2000;
const MOST_WAIT = 30000;
const WAIT_PER_ANSWER = 20;

const holder = document.querySelector('[data-progress]');
if (holder !== null) watch(holder, holder.dataset.progress);

function watch(holder, address) {
  const told = document.getElementById('progress-told');
  let phase = holder.querySelector('[data-phase]')?.dataset.phase;
  let failures = 0;

  async function ask() {
    if (document.hidden) {
      document.addEventListener('visibilitychange', ask, { once: true });
      return;
    }
    const asked = performance.now();
    let wait = LEAST_WAIT;
    try {
      const answer = await fetch(address, { headers: { Accept: 'text/html' }, redirect: 'error' });
      if (!answer.ok) throw new Error(String(answer.status));
      failures = 0;
      const part = new DOMParser()
        .parseFromString(await answer.text(), 'text/html')
        .querySelector('[data-phase]');
      if (part === null) return;
      show(part);
      if (part.dataset.done === 'yes') return;
      wait = Math.max(LEAST_WAIT, (performance.now() - asked) * WAIT_PER_ANSWER);
    } catch {
      failures += 1;
      wait = LEAST_WAIT * 2 ** failures;
    }
    setTimeout(ask, Math.min(wait, MOST_WAIT));
  }

  function show(part) {
    const hadFocus = holder.contains(document.activeElement);
    holder.replaceChildren(part);
    if (hadFocus) holder.querySelector('a')?.focus();
    if (part.dataset.phase !== phase) {
      phase = part.dataset.phase;
      if (told !== null) told.textContent = phase;
    }
    // What told how it stood, and what could be done about it then.
    if (part.dataset.done === 'yes')
      document.querySelectorAll('[data-until-done]').forEach((one) => one.remove());
  }

  setTimeout(ask, LEAST_WAIT);
}
