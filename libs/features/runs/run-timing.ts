/** A worker shows this often that it still holds its run. */
export const HEARTBEAT_SECONDS = 2;
/** A run silent for this long may be taken by another worker that was handed its job again. */
export const TAKE_OVER_AFTER_SECONDS = 5;
/** A run silent for this long, or waiting for this long, is sent to the queue again. */
export const LOST_AFTER_SECONDS = 20;
