// Folds the fields of a filter away where they would push the list off a small screen. The filters in force stay.
import { FilterToggleButton } from '/static/filter-toggle-button.mjs';

for (const panel of document.querySelectorAll('.lm-filtered__panel')) {
  new FilterToggleButton(panel.querySelector('.moj-filter__options'), {
    bigModeMediaQuery: panel.closest('.lm-filtered--wide') ? '(min-width: 94em)' : '(min-width: 64em)',
    startHidden: false,
    toggleButton: { showText: 'Show filters', hideText: 'Hide filters' },
    toggleButtonContainer: { element: panel.querySelector('.moj-filter__header-action') },
    // The button that shows the fields hides them too.
    closeButtonContainer: { element: document.createElement('div') },
  });
}
