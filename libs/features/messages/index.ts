import { ContactAddressRow } from './contact-address.entity.js';
import { MessageRow } from './message.entity.js';
import { MessageSecretRow } from './message-secret.entity.js';

export {
  ChangeContactAddress,
  type ChangeContactAddressInput,
  type ChangeContactAddressRefusal,
} from './change-contact-address.use-case.js';
export {
  ChangeMessage,
  type ChangeMessageInput,
  type ChangeMessageRefusal,
} from './change-message.use-case.js';
export { ADDRESS_PARTIES, type AddressParty } from './address-party.js';
export {
  type AddressFilter,
  ADDRESS_SORTS,
  type AddressSort,
  ContactAddressesQueries,
  type ListedAddress,
} from './contact-addresses.queries.js';
export { type ContactAddress, contactAddress } from './contact-addresses.repository.js';
export { type Delivery, DeliverMessage, type DeliverMessageInput } from './deliver-message.use-case.js';
export { MESSAGE_STATES, type MessageState, RECIPIENT_KINDS, type RecipientKind } from './message.entity.js';
export { type Letter, type MessagePost, type PostRefusal } from './message-post.js';
export { forgetEndedSecrets, forgetSecretsOf, keepSecret, secretOf } from './message-secrets.repository.js';
export { MessagesModule } from './messages.module.js';
export {
  MESSAGE_SORTS,
  type MessageFilter,
  type MessagePage,
  type MessageSort,
  MessagesQueries,
  type MessageView,
} from './messages.queries.js';
export {
  cancelMessagesOf,
  COORDINATORS,
  endMessage,
  findLostMessages,
  type NewMessage,
  type Recipient,
  toldAbout,
  writeMessages,
} from './messages.repository.js';
export { NotifyPost, type NotifySettings } from './notify-post.js';
export { OutboxPost } from './outbox-post.js';

/** For the data source of a process that uses this feature. */
export const MESSAGES_ENTITIES = [MessageRow, MessageSecretRow, ContactAddressRow] as const;
