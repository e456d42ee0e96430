import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemResource } from './json/problem.dto.js';

/** The description of /api/v1, made of the routes themselves. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('leader-match')
    .setDescription('Matches system leaders to schools by distance, expertise and remaining days.')
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token from POST /api/v1/tokens' })
    .addTag('sign-in', 'Tokens for this API')
    .addTag('imports', 'Files and what is wrong with them')
    .addTag('offers', 'Who is eligible, and the cases')
    .addTag('leaders', 'System leaders and their day budgets')
    .addTag('runs', 'Matching runs')
    .addTag('matches', 'Who supports whom')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemResource],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  for (const { post, put, patch, delete: remove } of Object.values(document.paths)) {
    for (const operation of [post, put, patch, remove]) describeKey(operation);
  }
  return document;
}

const JSON_OR_NOTHING: readonly (string | undefined)[] = ['application/json', undefined];

/** Every route that changes something takes a key, but for uploads, which are known by their bytes, and sign-in. */
function describeKey(operation: OpenAPIObject['paths'][string]['post']): void {
  if (operation === undefined || operation.security?.length === 0) return;
  const body = operation.requestBody;
  const types = body !== undefined && 'content' in body ? Object.keys(body.content) : [undefined];
  if (!types.some((type) => JSON_OR_NOTHING.includes(type))) return;
  (operation.parameters ??= []).push({
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'The same key with the same request gives the same answer for 24 hours, and has one effect; with another request: 422',
    schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
  });
  operation.responses['422'] ??= {
    description: 'The content is refused, or the key was used for another request',
    content: {
      'application/problem+json': { schema: { $ref: `#/components/schemas/${ProblemResource.name}` } },
    },
  };
}

/** Serves the document; made once, as routes do not change while the service runs. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/v1/docs', app, () => describeApi(app), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'api/v1/openapi.json',
  });
}
