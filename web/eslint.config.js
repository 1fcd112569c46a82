/** Lint rules. The import direction is part of them: app → features → parts → api, words, time, design. */
import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const above = (...folders) => ['error', { patterns: folders.map((group) => ({ group: [`@/${group}/**`, `@/${group}`], message: 'Import direction: app → features → parts → api, words, time, design.' })) }];
const onlyOwnFeature = (name) => ({
  files: [`src/features/${name}/**`],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['@/app/**', '@/features/**', `!@/features/${name}/**`, '../../features/**'], message: 'A feature imports no other feature and nothing of the app.' }] }] },
});
const features = ['sign-in', 'overview', 'cases', 'case', 'my-work', 'tasks', 'contacts', 'transmission', 'imports', 'me', 'editions', 'rulebook'];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/generated.ts'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  { files: ['mock/**'], languageOptions: { globals: { process: 'readonly', URL: 'readonly', URLSearchParams: 'readonly', console: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', Buffer: 'readonly', structuredClone: 'readonly' } } },
  { files: ['src/**', 'tests/**'], plugins: { 'react-hooks': hooks }, rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' } },
  { files: ['src/{api,words,time,design}/**'], rules: { 'no-restricted-imports': above('app', 'features', 'parts') } },
  { files: ['src/parts/**'], rules: { 'no-restricted-imports': above('app', 'features') } },
  ...features.map(onlyOwnFeature),
  { files: ['src/**'], rules: { 'max-lines': ['error', 220], 'no-restricted-syntax': ['error', { selector: "ImportDeclaration[source.value=/mock/]", message: 'The mock server is never part of the page.' }] } },
);
