/** The ground a route is drawn on: the wall is dark, every desk is light. */
import { useLocation } from 'react-router';
import { useLayoutEffect } from 'react';

export type Ground = 'light' | 'dark';

/** Set and give the ground of the current address. */
export function useGround(): Ground {
  const ground: Ground = useLocation().pathname === '/wall' ? 'dark' : 'light';
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = ground;
  }, [ground]);
  return ground;
}
