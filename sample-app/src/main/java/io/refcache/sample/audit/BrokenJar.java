package io.refcache.sample.audit;

/**
 * A jar that could not be read.
 *
 * @param path where the jar is, relative to the root
 * @param reason what is wrong with it
 */
public record BrokenJar(String path, String reason) {

}
