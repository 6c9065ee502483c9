package io.refcache.sample.audit;

import java.util.List;

/**
 * The result of an audit of the jars of one group.
 *
 * @param group the group, a path below the root; empty for all jars
 * @param totals the sums
 * @param jars the jars that were read, sorted by path
 * @param brokenJars the jars that could not be, sorted by path
 * @param splitPackages packages that several artifacts share, sorted by name
 */
public record JarAudit(String group, AuditTotals totals, List<JarReport> jars, List<BrokenJar> brokenJars,
		List<SplitPackage> splitPackages) {

	public JarAudit {
		jars = List.copyOf(jars);
		brokenJars = List.copyOf(brokenJars);
		splitPackages = List.copyOf(splitPackages);
	}

}
