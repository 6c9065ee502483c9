package io.refcache.sample.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Audits the jars of a repository, one after the other in the order of their paths.
 * Broken jars are listed and do not fail an audit. An interrupt ends it between two jars
 * with a {@link CancellationException}, and the thread stays interrupted.
 */
public final class JarAuditor {

	private final JarReader reader = new JarReader();

	private final JarRepository repository;

	public JarAuditor(JarRepository repository) {
		this.repository = repository;
	}

	/**
	 * Reads the jars of a group whole.
	 * @param group the group, as {@link JarRepository#group(String)} names it
	 * @param progress hears of each jar
	 * @return what is in them, and which packages they split
	 */
	public JarAudit audit(String group, AuditProgress progress) {
		List<JarReport> reports = new ArrayList<>();
		Occurrences packages = new Occurrences();
		List<BrokenJar> broken = visit(this.repository.jars(group), progress, (jar) -> {
			JarContents contents = this.reader.contents(jar);
			reports.add(contents.report());
			packages.add(jar.path(), contents.packages());
		});
		List<SplitPackage> split = packages.repeated()
			.filter((found) -> !found.inOneArtifact())
			.map((found) -> new SplitPackage(found.name(), found.jars()))
			.toList();
		return new JarAudit(group, AuditTotals.of(reports, broken), reports, broken, split);
	}

	/**
	 * Compares the names of the classes in the jars of a group.
	 * @param group the group, as {@link JarRepository#group(String)} names it
	 * @param progress hears of each jar
	 * @return the classes that more than one jar has
	 */
	public DuplicateClasses duplicates(String group, AuditProgress progress) {
		List<Jar> jars = this.repository.jars(group);
		Occurrences classes = new Occurrences();
		List<BrokenJar> broken = visit(jars, progress, (jar) -> classes.add(jar.path(), this.reader.classNames(jar)));
		List<DuplicateClass> duplicates = classes.repeated()
			.map((found) -> new DuplicateClass(found.name(), found.inOneArtifact(), found.jars()))
			.toList();
		long acrossArtifacts = duplicates.stream().filter((duplicate) -> !duplicate.versionsOnly()).count();
		return new DuplicateClasses(group, jars.size() - broken.size(), broken, acrossArtifacts, duplicates);
	}

	/**
	 * Takes an inventory of a group.
	 * @param group the group, as {@link JarRepository#group(String)} names it
	 * @param progress hears of each jar
	 * @return the checksums of its jars
	 */
	public Inventory inventory(String group, AuditProgress progress) {
		Set<String> checksums = new HashSet<>();
		visit(this.repository.jars(group), progress, (jar) -> checksums.add(jar.read(Checksum::of).sha256()));
		return new Inventory(group, checksums);
	}

	private static List<BrokenJar> visit(List<Jar> jars, AuditProgress progress, Visit visit) {
		List<BrokenJar> broken = new ArrayList<>();
		for (int i = 0; i < jars.size(); i++) {
			Jar jar = jars.get(i);
			checkInterrupt(i, jars.size());
			try {
				visit.to(jar);
			}
			catch (IOException ex) {
				broken.add(new BrokenJar(jar.path(), reason(ex)));
			}
			progress.report(i + 1, jars.size(), jar.path());
		}
		return broken;
	}

	private static void checkInterrupt(int done, int total) {
		if (Thread.currentThread().isInterrupted()) {
			throw new CancellationException("The audit was interrupted after %d of %d jars".formatted(done, total));
		}
	}

	/** The messages of some exceptions hold paths of this machine. */
	private static String reason(IOException ex) {
		String message = ex.getMessage();
		if (ex instanceof FileSystemException file) {
			message = file.getReason();
		}
		return (message == null || ex instanceof FileNotFoundException) ? ex.getClass().getSimpleName() : message;
	}

	/**
	 * What is done with each jar.
	 */
	@FunctionalInterface
	private interface Visit {

		void to(Jar jar) throws IOException;

	}

}
