package io.refcache.store;

/**
 * What all references of one method have in common.
 *
 * @param name name of the operation, for listings and metrics
 * @param resultType the declared type of the value, as in source code
 * @param exposed whether surfaces outside the application may serve the value
 * @since 0.1.0
 */
public record Operation(String name, String resultType, boolean exposed) {

}
