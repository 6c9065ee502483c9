package io.refcache.sample.audit;

import java.util.List;

/**
 * The classes of one group that are in more than one jar; what counts as a class is what
 * {@link JarReport#classes()} counts.
 *
 * @param group the group, a path below the root; empty for all jars
 * @param jars how many jars were compared
 * @param brokenJars the jars that could not be read, sorted by path
 * @param acrossArtifacts how many of the classes are in jars of different artifacts
 * @param classes the classes, sorted by name
 */
public record DuplicateClasses(String group, int jars, List<BrokenJar> brokenJars, long acrossArtifacts,
		List<DuplicateClass> classes) {

	public DuplicateClasses {
		brokenJars = List.copyOf(brokenJars);
		classes = List.copyOf(classes);
	}

}
