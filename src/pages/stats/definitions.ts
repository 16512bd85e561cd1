// The figures that the page shows, with what each means: the definitions themselves are those of src/stats.

export { definitions, type FigureName, figureNames } from '../../stats/definitions.ts'
