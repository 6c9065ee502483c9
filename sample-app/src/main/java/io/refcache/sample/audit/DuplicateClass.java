package io.refcache.sample.audit;

import java.util.List;

/**
 * A class that is in more than one jar.
 *
 * @param name name of the class
 * @param versionsOnly whether those jars are versions of one artifact, which is no harm
 * @param jars paths of the jars, sorted
 */
public record DuplicateClass(String name, boolean versionsOnly, List<String> jars) {

	public DuplicateClass {
		jars = List.copyOf(jars);
	}

}
