import { expect, test } from 'vitest';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { typeLine } from '../../src/page/type-line.ts';

const types = `export interface paths {
    "/a/{id}": {
        get: operations["showA"];
    };
}
export interface components {
    schemas: {
        /** @description size: of it */
        A: {
            /**
             * @description the id
             */
            id: string;
            list?: {
                size?: number;
            }[];
            "odd-name"?: string;
        };
        B: {
            size?: string;
        };
    };
}
export interface operations {
    showA: {
        parameters: {
            query?: {
                size?: number;
            };
            path: {
                id: string;
            };
        };
        responses: {
            200: {
                content: {
                    "application/json": {
                        size?: number;
                    };
                };
            };
            404: {
                content?: never;
            };
        };
    };
}
`;

const document: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'A', version: '1' },
  paths: {
    '/a/{id}': {
      get: {
        operationId: 'showA',
        parameters: [
          { name: 'id', in: 'path', required: true },
          { name: 'size', in: 'query' },
        ],
      },
    },
  },
};

const operation = '/paths/~1a~1{id}/get';

test.each<[string, string | undefined]>([
  ['/components/schemas/A/properties/id', 'id: string;'],
  ['/components/schemas/A/properties/list/items/properties/size', 'size?: number;'],
  ['/components/schemas/A/properties/odd-name', '"odd-name"?: string;'],
  ['/components/schemas/B/properties/size', 'size?: string;'],
  ['/components/schemas/B/properties/gone', 'B: {'],
  [`${operation}/parameters/1/schema`, 'size?: number;'],
  [`${operation}/parameters/0`, 'id: string;'],
  [`${operation}/responses/200/content/application~1json/schema/properties/size`, 'size?: number;'],
  [`${operation}/responses/404`, '404: {'],
  [`${operation}/responses/500`, 'responses: {'],
  [operation, 'showA: {'],
  ['/components/schemas/None', 'schemas: {'],
  ['/info', undefined],
])('%s', (pointer, text) => {
  const line = typeLine(types, document, pointer);
  expect(line === undefined ? undefined : types.split('\n')[line - 1]?.trim()).toBe(text);
});
