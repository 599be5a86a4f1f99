/**
 * What a restart forgets, by Microsoft Graph's names (synchronizationJobRestartCriteria, `resetScope`). `None` clears nothing and
 * `ForceDeletes` releases deletions held back by accidental-deletion prevention.
 */
export type ResetScope = 'None' | 'ConnectorDataStore' | 'Escrows' | 'Watermark' | 'QuarantineState' | 'Full' | 'ForceDeletes';
