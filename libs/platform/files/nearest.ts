/** Edit distance (insert, delete, replace), given up above `most`. */
function editDistance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replace = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? most + 1;
}

/** The known word that somebody probably meant, or null when none is near (a third of its letters, at least one). */
export function nearestOf(word: string, known: readonly string[]): string | null {
  const wanted = word.trim().toLowerCase().slice(0, 60);
  let best: { readonly word: string; readonly distance: number } | null = null;
  for (const candidate of known) {
    const most = Math.max(1, Math.floor(candidate.length / 3));
    const distance = editDistance(wanted, candidate.toLowerCase(), most);
    if (distance <= most && (best === null || distance < best.distance)) best = { word: candidate, distance };
  }
  return best?.word ?? null;
}
