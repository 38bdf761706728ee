/** Every mode of a hostile model over the whole dev set and over HTTP; `npm test` takes a share of it. */
process.env.WHOLE_DEV_SET = 'yes';
await import('../knowledge/model/dev-set.test.ts');
