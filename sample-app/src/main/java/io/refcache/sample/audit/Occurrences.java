package io.refcache.sample.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * In which jars each name was met, of a class or of a package. Jars are added in the
 * order of their paths.
 */
class Occurrences {

	private final Map<String, List<String>> jarsByName = new HashMap<>();

	void add(String jar, Collection<String> names) {
		for (String name : names) {
			this.jarsByName.computeIfAbsent(name, (added) -> new ArrayList<>(1)).add(jar);
		}
	}

	/**
	 * What is in more than one jar.
	 * @return the names, sorted
	 */
	Stream<Repeated> repeated() {
		return this.jarsByName.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().size() > 1)
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> new Repeated(entry.getKey(), entry.getValue()));
	}

	/**
	 * A name that was met in more than one jar.
	 *
	 * @param name the name
	 * @param jars the jars, sorted
	 */
	record Repeated(String name, List<String> jars) {

		boolean inOneArtifact() {
			return this.jars.stream().map(Artifact::of).distinct().count() == 1;
		}

	}

}
