import { campaignSize } from './campaign-size.js';

const VARIABLE = 'CAMPAIGN_SIZE_OF_THIS_SPEC';

describe('the size of a campaign', () => {
  const sizeWith = (given: string | undefined): number => {
    if (given === undefined) Reflect.deleteProperty(process.env, VARIABLE);
    else process.env[VARIABLE] = given;
    return campaignSize(VARIABLE, 7);
  };
  afterEach(() => Reflect.deleteProperty(process.env, VARIABLE));

  it('is the usual one unless another is given', () => {
    expect([sizeWith(undefined), sizeWith('500')]).toEqual([7, 500]);
  });

  it.each(['', '0', '-1', '2.5', 'many'])('cannot be %j', (given) => {
    expect(() => sizeWith(given)).toThrow(`${VARIABLE} is "${given}"; it must be a whole number above 0`);
  });
});
