package io.refcache.sample.audit;

import java.util.List;

/**
 * A package whose classes are spread over the jars of several artifacts, which the module
 * path refuses. Versions of one artifact are no split, as no application has two of them.
 * The unnamed package is not looked at.
 *
 * @param name name of the package
 * @param jars paths of all jars that hold classes of it, sorted
 */
public record SplitPackage(String name, List<String> jars) {

	public SplitPackage {
		jars = List.copyOf(jars);
	}

}
