/** GET /areas/map: outlines change only with the geography, so they are kept for the session. */
import { queryOptions } from '@tanstack/react-query';
import { client } from '../client';

export const areaShapesQuery = (parent: string | undefined, level: string) =>
  queryOptions({
    queryKey: ['shapes', parent, level],
    queryFn: async ({ signal }) => (await client.GET('/areas/map', { signal, params: { query: { parent, level } } })).data! as GeoJSON.FeatureCollection,
    staleTime: Infinity,
  });
