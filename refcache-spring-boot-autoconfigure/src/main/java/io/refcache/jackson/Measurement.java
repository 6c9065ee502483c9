package io.refcache.jackson;

/**
 * What was found out about the JSON of a value.
 *
 * @param size its size
 * @param bytes its bytes in UTF-8; {@link Long#MAX_VALUE} if it was too long to tell
 * @param first its first character
 */
record Measurement(long size, long bytes, char first) {

}
