package io.refcache.sample.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The sums of an audit.
 *
 * @param jars how many jars were read
 * @param brokenJars how many more could not be
 * @param bytes size of the jars that were read
 * @param classes how many classes they hold
 * @param classFileVersion the highest major version of their class files; {@code null}
 * without classes
 */
public record AuditTotals(int jars, int brokenJars, long bytes, long classes, @Nullable Integer classFileVersion) {

	static AuditTotals of(List<JarReport> jars, List<BrokenJar> broken) {
		return new AuditTotals(jars.size(), broken.size(), jars.stream().mapToLong(JarReport::size).sum(),
				jars.stream().mapToLong(JarReport::classes).sum(),
				jars.stream()
					.map(JarReport::classFileVersion)
					.filter(Objects::nonNull)
					.max(Comparator.naturalOrder())
					.orElse(null));
	}

}
