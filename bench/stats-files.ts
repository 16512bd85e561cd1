// Where a measured log lies, in the forms that are compared.

import { join } from 'node:path'

/** The files of a folder. */
export const filesIn = (folder: string) => ({
  store: join(folder, 'nightdesk.db'),
  answers: join(folder, 'answers.db'),
  duck: join(folder, 'duck.db'),
  buckets: join(folder, 'buckets.db'),
  hdr: join(folder, 'hdr.db'),
  /** What `stats-seed.ts` says of its work. */
  made: join(folder, 'made.json'),
})
