/** The largest `integer` of PostgreSQL; a larger number of a request is refused, not an error of the database. */
export const INTEGER_MAX = 2_147_483_647;
