import type { Lowering } from './scene.ts';

export const sql: Lowering = () => [];
