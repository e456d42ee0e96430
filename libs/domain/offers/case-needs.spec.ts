import { caseNeeds, checkNeedEdit, effectiveNeeds, type NeedEdit } from './case-needs.js';

const edit = (need: NeedEdit['need'], what: NeedEdit['edit']): NeedEdit => ({
  ...{ need, edit: what, reason: 'The head asked', by: 'ada', at: '2024-11-04T09:00:00Z' },
});
const JUDGED = ['safeguarding', 'quality-of-education'] as const;

describe('the needs of a case', () => {
  it('are those of its judgements, in the order of the list', () => {
    expect(effectiveNeeds(JUDGED, [])).toEqual(['quality-of-education', 'safeguarding']);
  });

  it('follow the latest edit of each code', () => {
    const edits = [edit('send', 'add'), edit('safeguarding', 'remove'), edit('attendance', 'add')];
    expect(effectiveNeeds(JUDGED, edits)).toEqual(['quality-of-education', 'send', 'attendance']);
    const undone = [...edits, edit('safeguarding', 'add'), edit('send', 'remove')];
    expect(effectiveNeeds(JUDGED, undone)).toEqual(['quality-of-education', 'safeguarding', 'attendance']);
  });

  it('say where each comes from, the removed ones too', () => {
    const removed = edit('safeguarding', 'remove');
    expect(caseNeeds(JUDGED, [removed, edit('send', 'add')])).toEqual([
      { need: 'quality-of-education', counts: true, fromJudgement: true, edit: null },
      { need: 'safeguarding', counts: false, fromJudgement: true, edit: removed },
      { need: 'send', counts: true, fromJudgement: false, edit: edit('send', 'add') },
    ]);
  });

  it('keep an edit when a later judgement says the same', () => {
    expect(effectiveNeeds([...JUDGED, 'early-years'], [edit('early-years', 'remove')])).not.toContain(
      'early-years',
    );
  });

  it.each([
    ['add', 'colour', 'unknown-need'],
    ['add', 'safeguarding', 'need-already-there'],
    ['remove', 'send', 'need-not-there'],
  ] as const)('refuse to %s %s: %s', (what, need, code) => {
    expect(checkNeedEdit(JUDGED, [], { need, edit: what })).toMatchObject({ ok: false, refusal: { code } });
  });

  it('take an edit that changes something', () => {
    expect(checkNeedEdit(JUDGED, [], { need: 'send', edit: 'add' })).toEqual({ ok: true, value: 'send' });
    const edits = [edit('send', 'add')];
    expect(checkNeedEdit(JUDGED, edits, { need: 'send', edit: 'remove' }).ok).toBe(true);
  });
});
