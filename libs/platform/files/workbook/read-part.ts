import { XmlTokens, type XmlAttributes, type XmlHandler } from './xml-tokens.js';
import type { ZipParts } from './zip-parts.js';

/** Reads one part to its end. */
export async function readPart(parts: ZipParts, name: string, handler: XmlHandler): Promise<void> {
  const tokens = new XmlTokens(name, handler);
  for await (const text of parts.text(name)) tokens.push(text);
  tokens.finish();
}

/** The attributes of every element of one name: enough for the small parts, which say everything in attributes. */
export async function elementsOf(
  parts: ZipParts,
  part: string,
  onElement: (name: string, attributes: XmlAttributes, parent: string) => void,
): Promise<void> {
  const path: string[] = [];
  await readPart(parts, part, {
    open(name, attributes) {
      onElement(name, attributes, path.at(-1) ?? '');
      path.push(name);
    },
    text: () => undefined,
    close: () => {
      path.pop();
    },
  });
}
