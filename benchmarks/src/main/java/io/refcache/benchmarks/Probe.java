package io.refcache.benchmarks;

import java.util.List;

/**
 * A measurement that is not the time of an operation, in a JVM of its own.
 */
interface Probe {

	/**
	 * Measures.
	 * @param smoke whether only to see that it can, with little of everything
	 */
	List<ProbeResult> measure(boolean smoke) throws Exception;

}
