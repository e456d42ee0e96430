import type { Component } from './component.js';

/** What pins alone make of the largest share. */
export function pinnedShare(component: Component): number {
  return component.leaders.reduce((largest, leader) => {
    const budget = leader.halfDaysPinned + leader.halfDaysLeft;
    return budget === 0 ? largest : Math.max(largest, leader.halfDaysPinned / budget);
  }, 0);
}

/** Whether some leader's use of whole half-days gives a share above `low` and below `high`. */
export function hasShareBetween(component: Component, low: number, high: number): boolean {
  return component.leaders.some((leader) => {
    const budget = leader.halfDaysPinned + leader.halfDaysLeft;
    if (budget === 0) return false;
    const next = Math.ceil(high * budget - 1e-9) - 1;
    return next >= leader.halfDaysPinned && next / budget > low + 1e-12;
  });
}
