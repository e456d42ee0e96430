/** Text as it may stand in HTML, SVG and their attributes. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

export type Attributes = Readonly<Record<string, string | number>>;

/** One element; its attributes are escaped, its children are markup already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `<${name}${written.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${name}>`;
}

/**
 * A drawing that is one picture to those who do not see it: its title says what it shows.
 * @param size with a kind where there is one picture for wide pages and one for phones
 */
export function picture(
  size: { readonly width: number; readonly height: number; readonly kind?: 'wide' | 'narrow' },
  title: string,
  ...children: readonly string[]
): string {
  return element(
    'svg',
    {
      viewBox: `0 0 ${String(size.width)} ${String(size.height)}`,
      ...{ role: 'img', 'aria-label': title },
      class: size.kind === undefined ? 'lm-picture' : `lm-picture lm-picture--${size.kind}`,
    },
    ...children,
  );
}

/** Words inside a picture. */
export function label(
  text: string,
  x: number,
  y: number,
  more: { readonly anchor?: 'start' | 'middle' | 'end'; readonly size?: number } = {},
): string {
  return element(
    'text',
    {
      ...{ x: tenth(x), y: tenth(y), 'text-anchor': more.anchor ?? 'start', 'font-size': more.size ?? 15 },
      ...{ 'font-family': 'arial, sans-serif', fill: '#0b0c0c' },
    },
    escaped(text),
  );
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
