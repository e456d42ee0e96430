import type { LinearModel, LinearRow } from '../../linear/index.js';
import { Assignment } from './assignment.js';
import { type Capacity, capacitiesOf } from './capacity.js';
import type { Component } from './component.js';
import { fillUp } from './local-search.js';

/**
 * A component as a linear program. Variables: one per pair, 1 when it is matched, then one per case, 1 when it stays
 * uncovered. Rows: a case has one leader or stays uncovered; a leader keeps the count and the days of `capacity.ts`. Costs
 * are set by the stage. (A variable for "uncovered" keeps the rows that hold coverage short: written over the pairs, one
 * such row touched every variable and presolve alone took ten seconds at 150 leaders and 400 cases.)
 *
 * When every leader's limit is a count, the variables need not be declared whole. The rows of the cases and those of the
 * leaders are then ones over two partitions of the variables (each pair has one case and one leader, "uncovered" is one
 * more leader without a limit); a stage's row "at most n cases of priority p uncovered" says, with the case rows, how many
 * of the union of their pairs are matched. So the rows form two laminar families of sets of variables, and the incidence
 * matrix of two laminar families is totally unimodular (Edmonds 1970; Schrijver, Combinatorial Optimization, 2003, chapter
 * 41): it is the matrix of a flow from priorities over cases to leaders. With whole right-hand sides every vertex is then
 * whole, and the simplex method answers with a vertex.
 */
export interface LinearForm {
  readonly model: LinearModel;
  /** Whether fractions cannot be vertices, so that the relaxation answers for the whole numbers too. */
  readonly integral: boolean;
}

export function linearForm(component: Component, budgets: readonly number[]): LinearForm {
  const capacities = capacitiesOf(component, budgets);
  const integral = capacities.every((capacity) => capacity.halfDays === null);
  const variable = { cost: 0, lower: 0, upper: 1 };
  return {
    integral,
    model: {
      columns: [
        ...component.pairs.map(() => ({ ...variable, integer: !integral })),
        ...component.cases.map(() => ({ ...variable, integer: !integral })),
      ],
      rows: [
        ...component.cases.map((one, index) => exactlyOne([...one.pairs, uncoveredColumn(component, index)])),
        ...component.leaders.flatMap((leader, index) =>
          leaderRows(component, leader.pairs, capacities[index] ?? { engagements: 0, halfDays: null }),
        ),
      ],
    },
  };
}

/** At least `count` cases of the level are covered. */
export function coverageRow(component: Component, level: number, count: number): LinearRow {
  const columns = component.cases.flatMap((one, index) =>
    one.level === level ? [uncoveredColumn(component, index)] : [],
  );
  return atMost(columns.length - count, columns);
}

/** Costs whose sum is the score in units of `unit`. */
export function scoreCosts(component: Component, unit: number): number[] {
  return [...component.pairs.map((pair) => pair.score / unit), ...component.cases.map(() => 0)];
}

/** Costs whose sum is the number of the level's cases that stay uncovered. */
export function uncoveredCosts(component: Component, level: number): number[] {
  return [...component.pairs.map(() => 0), ...component.cases.map((one) => Number(one.level === level))];
}

function uncoveredColumn(component: Component, caseIndex: number): number {
  return component.pairs.length + caseIndex;
}

function leaderRows(component: Component, pairs: readonly number[], capacity: Capacity): LinearRow[] {
  if (capacity.halfDays === null) {
    return capacity.engagements < pairs.length ? [atMost(capacity.engagements, pairs)] : [];
  }
  const days: LinearRow = {
    lower: -Infinity,
    upper: capacity.halfDays,
    columns: pairs,
    coefficients: pairs.map((pair) => component.pairs[pair]?.halfDays ?? 0),
  };
  return [days, ...(capacity.engagements < pairs.length ? [atMost(capacity.engagements, pairs)] : [])];
}

function exactlyOne(columns: readonly number[]): LinearRow {
  return { lower: 1, upper: 1, columns, coefficients: columns.map(() => 1) };
}

function atMost(count: number, columns: readonly number[]): LinearRow {
  return { lower: -Infinity, upper: count, columns, coefficients: columns.map(() => 1) };
}

/**
 * The engine's values as an assignment, every limit checked again in whole numbers: a pair that does not fit after all
 * is left out, and what the leaders still have room for is covered.
 */
export function assignmentFrom(
  component: Component,
  levels: number,
  budgets: readonly number[],
  values: readonly number[],
): Assignment {
  const assignment = new Assignment(component, levels, budgets);
  component.pairs.forEach((pair, index) => {
    if ((values[index] ?? 0) <= 0.5 || assignment.pairOf(pair.case) !== undefined) return;
    if (assignment.hasRoom(pair)) assignment.place(index);
  });
  fillUp(assignment);
  return assignment;
}

export function valuesOf(assignment: Assignment): readonly number[] {
  const { component } = assignment;
  const values = component.pairs.map(() => 0);
  for (const pair of assignment.matchedPairs()) values[pair] = 1;
  return [...values, ...component.cases.map((_one, index) => Number(assignment.pairOf(index) === undefined))];
}
