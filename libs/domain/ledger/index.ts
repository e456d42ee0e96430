export { LEDGER_KINDS, type LedgerEntry, type LedgerKind } from './ledger-entry.js';
export { deliverEntries, grantEntry, nextEntry, type LedgerRefusal } from './next-entry.js';
export { addToStatement, EMPTY_STATEMENT, statementOf, type LedgerStatement } from './statement.js';
export { verifyChain, type ChainFault } from './verify-chain.js';
