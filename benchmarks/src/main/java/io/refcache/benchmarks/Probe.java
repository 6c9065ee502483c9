package io.refcache.benchmarks;

import java.util.List;

/**
 * A measurement that is not the time of an operation, in JVMs of its own.
 */
interface Probe {

	/**
	 * What it measures apart: each part has a JVM of its own.
	 */
	default List<String> parts() {
		return List.of("");
	}

	/**
	 * Measures.
	 * @param part one of its parts
	 * @param smoke whether only to see that it can, with little of everything
	 */
	List<ProbeResult> measure(String part, boolean smoke) throws Exception;

}
