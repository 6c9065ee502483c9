package io.refcache.sample.audit;

import org.jspecify.annotations.Nullable;

/**
 * What one jar holds.
 *
 * @param path where the jar is, relative to the root
 * @param size its size in bytes
 * @param sha256 SHA-256 of those bytes, in hexadecimal digits
 * @param classes how many classes it holds: its {@code .class} files outside
 * {@code META-INF} (which is where the copies of a multi-release jar are), without
 * {@code module-info} and {@code package-info}
 * @param classFileVersion the highest major version of those class files, that is, what
 * the jar asks of a JVM: 52 is Java 8, 61 is Java 17; {@code null} without classes
 * @param moduleName the name in {@code module-info.class}, else the
 * {@code Automatic-Module-Name}, else {@code null}
 * @param multiRelease whether the jar says that it is a multi-release jar
 */
public record JarReport(String path, long size, String sha256, int classes, @Nullable Integer classFileVersion,
		@Nullable String moduleName, boolean multiRelease) {

}
