/**
 * The second door of this room: files to contacts, without a database and without what a database needs in memory
 * (docs/adr/0006).
 */
export { isEmail, partyRefOf } from './address-party.js';
export { type GivenContact, readContacts } from './contacts-reader.js';
