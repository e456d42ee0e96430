import { valueOf } from './service-harness.js';
import { SYSTEM } from '../../libs/domain/kernel/index.js';
import {
  ChangeContactAddress,
  MessagesModule,
  MessagesQueries,
  type MessageView,
} from '../../libs/features/messages/index.js';
import {
  COORDINATOR,
  type DeliveryRound,
  LEADER_A,
  openDeliveryRound,
  visitOn,
} from '../../libs/features/delivery/delivery-round.fixture.js';
import {
  type MadeSignOffLink,
  MakeSignOffLink,
  RemindOfSignOffs,
} from '../../libs/features/delivery/index.js';

export const BASE = 'https://matching.example';

/** A delivery round whose first match is with Hill School, with one visit for it to sign. */
export interface SchoolRound extends DeliveryRound {
  make(): Promise<MadeSignOffLink>;
  /** Somebody to write to at the school. */
  enterSchool(): Promise<void>;
  messages(toKind: 'school' | 'leader'): Promise<readonly MessageView[]>;
  /** What is kept beside the message; blank: nothing. */
  tokenOf(message: MessageView | undefined): Promise<string>;
  secrets(): Promise<number>;
  /** Every link, made nine days ago; below 0: they have ended. */
  endsIn(days: number): Promise<void>;
  remind(): Promise<void>;
}

export async function openSchoolRound(): Promise<SchoolRound> {
  const round = await openDeliveryRound(MessagesModule);
  const { service, matchId } = round;
  const { app, owner } = service.test;
  await app.query(
    `INSERT INTO support_case (offer, case_id, name, priority, half_days, state, facts, assessment_id)
     SELECT offer, 'school-100001', 'Hill School', priority, half_days, state, facts, assessment_id
       FROM support_case WHERE case_id = 'c1'`,
  );
  await owner.query(`UPDATE match SET case_id = 'school-100001' WHERE case_id = 'c1'`);
  await owner.query(`DELETE FROM message`);
  await round.log(visitOn('2025-02-03'));
  return {
    ...round,
    make: async () => valueOf(await service.get(MakeSignOffLink).execute(LEADER_A, { matchId })),
    enterSchool: async () => {
      const address = { name: 'Sam Head', email: 'head@school.example', source: 'Letter' };
      const change = service.get(ChangeContactAddress);
      valueOf(await change.execute(COORDINATOR, { party: 'school', partyRef: '100001', address }));
    },
    messages: async (toKind) => (await service.get(MessagesQueries).list({ toKind }, BASE)).items,
    tokenOf: async (message) => {
      const rows = await app.query<{ secret: string }[]>(
        `SELECT secret FROM message_secret WHERE message_id = $1`,
        [message?.id],
      );
      return rows[0]?.secret ?? '';
    },
    secrets: async () => {
      const rows = await app.query<{ n: number }[]>(`SELECT count(*)::integer AS n FROM message_secret`);
      return rows[0]?.n ?? -1;
    },
    endsIn: async (days) => {
      await app.query(
        `UPDATE sign_off_link SET created_at = now() - interval '9 days', expires_at = now() + make_interval(days => $1)`,
        [days],
      );
      await owner.query(`UPDATE message_secret SET ends_at = now() + make_interval(days => $1)`, [days]);
    },
    remind: async () => {
      valueOf(await service.get(RemindOfSignOffs).execute(SYSTEM));
    },
  };
}
