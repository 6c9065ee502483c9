package io.refcache.sample.audit;

/**
 * Hears of every jar that an audit has finished with.
 */
@FunctionalInterface
public interface AuditProgress {

	/**
	 * One more jar is done.
	 * @param done jars done so far
	 * @param total jars in all
	 * @param path the jar that was just done
	 */
	void report(long done, long total, String path);

}
