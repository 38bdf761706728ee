/** The direction of imports is the architecture: this keeps it true. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['bot', 'handlers', 'knowledge', 'prisma'] as const;

/** Which folders a folder may import from, itself apart. */
const allowed: Record<(typeof folders)[number], readonly string[]> = {
  bot: ['prisma'],
  handlers: ['bot', 'knowledge', 'prisma'],
  knowledge: [],
  prisma: [],
};

/** Packages that only some files may touch. */
const packageHomes: Record<string, RegExp> = {
  docx: /^handlers\/dossier\/forms\//,
  grammy: /^bot\/channels\/telegram(\.ts|\/)/,
  axios: /^bot\/channels\/zalo/,
  langchain: /^knowledge\//,
  '@langchain': /^knowledge\//,
  pg: /^prisma\//,
  '@electric-sql/pglite': /^prisma\//,
};

interface Import {
  file: string;
  target: string;
}

const files = folders
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('prisma/generated/'));

const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => ({
    file,
    target: match[1] ?? '',
  })),
);

const folderOf = ({ file, target }: Import): string | null =>
  target.startsWith('.') ? (relative(root, join(root, dirname(file), target)).split(sep)[0] ?? null) : null;

test('there are imports to look at', () => {
  expect(imports.length).toBeGreaterThan(100);
});

test('imports between the folders run one way, and only bot/main.ts sees all', () => {
  const wrong = imports.filter((one) => {
    const from = folders.find((folder) => one.file.startsWith(`${folder}/`));
    const to = folderOf(one);
    return (
      from !== undefined && to !== null && to !== from && one.file !== 'bot/main.ts' && !allowed[from].includes(to)
    );
  });
  expect(wrong).toEqual([]);
});

test('each outside service is spoken to by its own channel alone', () => {
  const wrong = imports.filter(({ file, target }) =>
    Object.entries(packageHomes).some(
      ([name, home]) => (target === name || target.startsWith(`${name}/`)) && !home.test(file),
    ),
  );
  expect(wrong).toEqual([]);
});

test('what handlers and prisma need of the chat machine is its vocabulary, never a channel', () => {
  const wrong = imports.filter((one) => one.file.startsWith('handlers/') && /\/channels?\b/.test(one.target));
  expect(wrong).toEqual([]);
});

test('only the composition root reads the environment', () => {
  const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join(root, file), 'utf8')));
  expect(readers).toEqual(['bot/main.ts']);
});
