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
  return SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemResource],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
}

/** Serves the document; made once, as routes do not change while the service runs. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/v1/docs', app, () => describeApi(app), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'api/v1/openapi.json',
  });
}
