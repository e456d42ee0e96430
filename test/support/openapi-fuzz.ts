import fc from 'fast-check';

/** A part of OpenAPI 3.0 that our own document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}
export interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
export type Schemas = Readonly<Record<string, Schema>>;

export interface FuzzedRequest {
  readonly path: string;
  readonly type: string | undefined;
  readonly body: string | undefined;
}

/** Texts that parsers, databases and pages trip over. */
const ODD = [
  ...[
    '',
    ' ',
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    "' OR 1=1 --",
    '<script>alert(1)</script>',
    '=1+1',
    '%',
  ],
  ...[
    '__proto__',
    'constructor',
    '٣',
    '𝔘𝔯𝔫',
    '-1',
    '1e309',
    '9007199254740993',
    'null',
    '2024-25',
    '2024-02-30',
  ],
];
const odd = fc.constantFrom<unknown>(...ODD, null, true, -1, 0.1, 1e308, [], {}, ['a'], { a: 1 });

export function resolved(schema: Schema | undefined, schemas: Schemas): Schema {
  const name = schema?.$ref?.split('/').at(-1);
  const found = name === undefined ? (schema ?? {}) : (schemas[name] ?? {});
  const parts = (found.allOf ?? []).map((part) => resolved(part, schemas));
  return parts.reduce<Schema>(
    (whole, part) => ({ ...part, ...whole, properties: { ...part.properties, ...whole.properties } }),
    found,
  );
}

/** What the schema allows, and at each place now and then something that it does not. */
export function arbitraryOf(given: Schema | undefined, schemas: Schemas, depth = 0): fc.Arbitrary<unknown> {
  const schema = resolved(given, schemas);
  return fc.oneof({ weight: 8, arbitrary: fitting(schema, schemas, depth) }, { weight: 1, arbitrary: odd });
}

function fitting(schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.type === 'array')
    return fc.array(arbitraryOf(schema.items, schemas, depth + 1), { maxLength: depth > 3 ? 0 : 3 });
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer')
    return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1000 });
  if (schema.type === 'number') return fc.double({ noNaN: true, min: schema.minimum ?? -5, max: 1000 });
  if (schema.type === 'string') return textOf(schema);
  if (depth > 3) return fc.constant({});
  const known = Object.entries(schema.properties ?? {}).map(([name, one]) => [
    ...[name, arbitraryOf(one, schemas, depth + 1)],
  ]);
  const record = fc.record(Object.fromEntries(known) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: [...(schema.required ?? [])].filter((name) => schema.properties?.[name] !== undefined),
  });
  const extra = fc.record({ name: fc.constantFrom('extra', '__proto__', 'constructor'), value: odd });
  const more = fc
    .tuple(record, extra)
    .map(([one, { name, value }]) => Object.assign({}, one, { [name]: value }));
  return fc.oneof({ weight: 9, arbitrary: record }, { weight: 1, arbitrary: more });
}

function textOf({ format }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') return fc.constant('2025-01-06T00:00:00Z');
  const known = ['2024-25', 'school-990001', '99001', 'primary', '2025-01-06', 'LDR-001'];
  return fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(...ODD),
    fc.uuid(),
    fc.constantFrom(...known),
  );
}

/** A request to one operation. */
export function requestTo(path: string, operation: Operation, schemas: Schemas): fc.Arbitrary<FuzzedRequest> {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'path' || one.in === 'query');
  const values = fc.tuple(
    ...parameters.map(({ schema }) => arbitraryOf(schema ?? { type: 'string' }, schemas)),
  );
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body = type === undefined ? fc.constant(undefined) : arbitraryOf(media?.schema, schemas);
  const left = fc.tuple(...parameters.map((one) => fc.boolean().map((kept) => kept || one.in === 'path')));
  return fc.tuple(values, left, body).map(([given, kept, content]) => {
    let filled = path;
    const query = new URLSearchParams();
    parameters.forEach((one, index) => {
      const value = given[index];
      const text = typeof value === 'string' ? Buffer.from(value).toString() : JSON.stringify(value);
      if (one.in === 'path')
        filled = filled.replace(`{${one.name}}`, encodeURIComponent(text === '' ? '-' : text));
      else if (kept[index] === true) query.append(one.name, text);
    });
    const isJson = type === 'application/json';
    const sent = isJson ? JSON.stringify(content) : typeof content === 'string' ? content : 'a,b\n1,2\n';
    const search = query.toString() === '' ? '' : `?${query.toString()}`;
    return { path: filled + search, type, body: type === undefined ? undefined : sent };
  });
}

/** Where a value does not fit its schema: pointers, or nothing. */
export function misfits(value: unknown, given: Schema | undefined, schemas: Schemas, at = ''): string[] {
  const schema = resolved(given, schemas);
  if (value === null) return schema.nullable === true || schema.type === undefined ? [] : [`${at} is null`];
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${at} is none of its values`];
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${at} is no array`];
    return value.flatMap((one: unknown, index) =>
      misfits(one, schema.items, schemas, `${at}/${String(index)}`),
    );
  }
  if (schema.properties !== undefined) {
    if (typeof value !== 'object' || Array.isArray(value)) return [`${at} is no object`];
    const object = value as Readonly<Record<string, unknown>>;
    const missing = (schema.required ?? []).filter((name) => !(name in object));
    const described = schema.properties;
    const more = Object.keys(object).filter((name) => !Object.hasOwn(described, name));
    return [
      ...missing.map((name) => `${at}/${name} is missing`),
      ...more.map((name) => `${at}/${name} is not described`),
      ...Object.entries(described).flatMap(([name, one]) =>
        object[name] === undefined ? [] : misfits(object[name], one, schemas, `${at}/${name}`),
      ),
    ];
  }
  const type = schema.type === 'integer' ? 'number' : schema.type;
  return ['string', 'number', 'boolean'].includes(type ?? '') && typeof value !== type
    ? [`${at} is no ${type ?? ''}`]
    : [];
}
