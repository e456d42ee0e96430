// Lays a field to type in over a long select. The select stays the field of the form.
import '/static/accessible-autocomplete.min.js';

/** What is suggested is put into the page as it is: names are what people typed. */
function escaped(text) {
  const element = document.createElement('span');
  element.textContent = text ?? '';
  return element.innerHTML;
}

for (const select of document.querySelectorAll('.lm-pick select')) {
  const { id } = select;
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.value === '' ? '' : select.selectedOptions[0].textContent,
    // In the page itself it would move the button away from under a pointer that presses it.
    displayMenu: 'overlay',
    templates: { inputValue: (text) => text ?? '', suggestion: escaped },
    // Text that names no option leaves nothing chosen, rather than what was chosen before. Without an option this comes
    // whenever the field is left, also with one chosen before: what stands in the field counts.
    onConfirm: (text = document.getElementById(id).value) => {
      const option = [...select.options].find(({ textContent }) => textContent === text);
      select.value = option?.value ?? '';
    },
  });
}
