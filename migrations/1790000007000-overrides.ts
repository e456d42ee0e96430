import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reviewers' decisions about matches, and their rulings on pairs for the runs to come. */
export class Overrides1790000007000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE match_decision (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        offer text NOT NULL,
        run_id uuid NOT NULL,
        changes jsonb NOT NULL,
        effect jsonb NOT NULL,
        versions jsonb NOT NULL,
        outcome jsonb,
        reason_code text NOT NULL,
        reason text NOT NULL,
        state text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        undoes uuid,
        effect_id uuid,
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL DEFAULT now(),
        answered_by text,
        answered_at timestamptz,
        answer_reason text,
        CONSTRAINT match_decision_pk PRIMARY KEY (id),
        CONSTRAINT match_decision_run_fk FOREIGN KEY (run_id) REFERENCES run (id),
        CONSTRAINT match_decision_undoes_fk FOREIGN KEY (undoes) REFERENCES match_decision (id),
        CONSTRAINT match_decision_effect_fk FOREIGN KEY (effect_id) REFERENCES run_effect (id),
        CONSTRAINT match_decision_state_known CHECK (state IN ('awaiting-approval','done','rejected','undone')),
        CONSTRAINT match_decision_outcome_when_done CHECK (state IN ('awaiting-approval','rejected') OR outcome IS NOT NULL),
        CONSTRAINT match_decision_never_by_oneself CHECK (answered_by IS NULL OR answered_by <> decided_by OR state = 'rejected')
      )`);
    await q.query(`CREATE INDEX match_decision_run_ix ON match_decision (run_id)`);
    await q.query(`CREATE INDEX match_decision_state_ix ON match_decision (state)`);
    await q.query(`CREATE INDEX match_decision_undoes_ix ON match_decision (undoes)`);
    await q.query(`
      CREATE TABLE ruling (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        offer text NOT NULL,
        leader_ref text NOT NULL,
        case_id text NOT NULL,
        kind text NOT NULL,
        decision_id uuid NOT NULL,
        reason_code text NOT NULL,
        reason text NOT NULL,
        ruled_by text NOT NULL,
        ruled_at timestamptz NOT NULL DEFAULT now(),
        lifted_by text,
        lifted_at timestamptz,
        lifted_in uuid,
        CONSTRAINT ruling_pk PRIMARY KEY (id),
        CONSTRAINT ruling_case_fk FOREIGN KEY (offer, case_id) REFERENCES support_case (offer, case_id),
        CONSTRAINT ruling_leader_fk FOREIGN KEY (leader_ref) REFERENCES leader (ref),
        CONSTRAINT ruling_decision_fk FOREIGN KEY (decision_id) REFERENCES match_decision (id),
        CONSTRAINT ruling_lifted_in_fk FOREIGN KEY (lifted_in) REFERENCES match_decision (id),
        CONSTRAINT ruling_kind_known CHECK (kind IN ('pin','forbid')),
        CONSTRAINT ruling_lifted_by_somebody CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lifted_in IS NULL))
      )`);
    await q.query(
      `CREATE UNIQUE INDEX ruling_pair_in_force_ux ON ruling (offer, leader_ref, case_id) WHERE lifted_at IS NULL`,
    );
    await q.query(
      `CREATE UNIQUE INDEX ruling_one_pin_ux ON ruling (offer, case_id) WHERE kind = 'pin' AND lifted_at IS NULL`,
    );
    await q.query(`GRANT SELECT, INSERT ON match_decision, ruling TO leader_match_app`);
    // What was decided and why is never rewritten; only what became of it is.
    await q.query(
      `GRANT UPDATE (state, version, outcome, answered_by, answered_at, answer_reason) ON match_decision TO leader_match_app`,
    );
    await q.query(`GRANT UPDATE (lifted_by, lifted_at, lifted_in) ON ruling TO leader_match_app`);
    await q.query(`GRANT SELECT ON match_decision, ruling TO leader_match_reader`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE ruling, match_decision');
  }
}
