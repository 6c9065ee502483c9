package io.refcache.sample.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class JarAuditorTests {

	private static final AuditProgress NOBODY = (done, total, path) -> {
	};

	@TempDir
	Path root;

	@Test
	void totalsAreTheSumsOfTheJars() {
		TestJar.withClasses("org.a.A", "org.a.B").writeTo(file("org/a/1/a-1.jar"));
		new TestJar().classFile("org/b/B.class", 65).writeTo(file("org/b/1/b-1.jar"));
		JarAudit audit = audit("");
		long bytes = file("org/a/1/a-1.jar").toFile().length() + file("org/b/1/b-1.jar").toFile().length();
		assertThat(audit.totals()).isEqualTo(new AuditTotals(2, 0, bytes, 3, 65));
	}

	@Test
	void rootWithoutJarsHasEmptyTotals() {
		assertThat(audit("").totals()).isEqualTo(new AuditTotals(0, 0, 0, 0, null));
	}

	@Test
	void brokenJarsAreListedWithTheirReason() {
		TestJar.withClasses("org.a.A").writeTo(file("a/good.jar"));
		TestJar.write(file("b/empty.jar"), new byte[0]);
		TestJar.write(file("b/text.jar"), new byte[] { 'n', 'o' });
		byte[] whole = TestJar.withClasses("org.a.A").bytes();
		TestJar.write(file("c/truncated.jar"), Arrays.copyOf(whole, whole.length - 30));
		JarAudit audit = audit("");
		assertThat(audit.jars()).extracting(JarReport::path).containsExactly("a/good.jar");
		assertThat(audit.brokenJars()).extracting(BrokenJar::path, BrokenJar::reason)
			.containsExactly(tuple("b/empty.jar", "zip file is empty"), tuple("b/text.jar", "zip END header not found"),
					tuple("c/truncated.jar", "zip END header not found"));
		assertThat(audit.totals().jars()).isOne();
		assertThat(audit.totals().brokenJars()).isEqualTo(3);
	}

	@Test
	void reasonsDoNotTellWhereTheFilesAre() {
		JarAuditor vanished = new JarAuditor(new FakeRepository(new FileJar("gone.jar", file("gone.jar"))));
		assertThat(vanished.audit("", NOBODY).brokenJars())
			.containsExactly(new BrokenJar("gone.jar", "NoSuchFileException"));
		JarAuditor unreadable = new JarAuditor(new FakeRepository(new FileJar("folder.jar", this.root)));
		assertThat(unreadable.duplicates("", NOBODY).brokenJars())
			.containsExactly(new BrokenJar("folder.jar", "FileNotFoundException"));
	}

	@Test
	void jarsAreSortedByPath() {
		for (String path : List.of("b/z.jar", "a-b/x.jar", "a/z.jar", "a/B.jar", "c.jar")) {
			new TestJar().writeTo(file(path));
		}
		assertThat(audit("").jars()).extracting(JarReport::path)
			.containsExactly("a-b/x.jar", "a/B.jar", "a/z.jar", "b/z.jar", "c.jar");
	}

	@Test
	void packageInSeveralArtifactsIsSplit() {
		TestJar.withClasses("org.shared.A", "org.own.A").writeTo(file("org/b/1/b-1.jar"));
		TestJar.withClasses("org.shared.B", "org.other.A").writeTo(file("org/a/1/a-1.jar"));
		assertThat(audit("").splitPackages())
			.containsExactly(new SplitPackage("org.shared", List.of("org/a/1/a-1.jar", "org/b/1/b-1.jar")));
	}

	@Test
	void packageInSeveralVersionsOfOneArtifactIsNotSplit() {
		TestJar.withClasses("org.a.A").writeTo(file("org/a/1/a-1.jar"));
		TestJar.withClasses("org.a.A").writeTo(file("org/a/2/a-2.jar"));
		assertThat(audit("").splitPackages()).isEmpty();
	}

	@Test
	void unnamedPackageIsNotSplit() {
		TestJar.withClasses("A").writeTo(file("a.jar"));
		TestJar.withClasses("B").writeTo(file("b.jar"));
		assertThat(audit("").splitPackages()).isEmpty();
	}

	@Test
	void auditOfGroupReadsItsJarsOnly() {
		TestJar.withClasses("org.a.A").writeTo(file("org/a/a.jar"));
		TestJar.withClasses("org.b.A").writeTo(file("org/ab/b.jar"));
		JarAudit audit = audit("org/a");
		assertThat(audit.group()).isEqualTo("org/a");
		assertThat(audit.jars()).extracting(JarReport::path).containsExactly("org/a/a.jar");
	}

	@Test
	void classInSeveralJarsIsDuplicate() {
		TestJar.withClasses("org.x.B", "org.x.A", "org.x.Own").writeTo(file("b.jar"));
		TestJar.withClasses("org.x.A", "org.x.B").writeTo(file("a.jar"));
		TestJar.write(file("c.jar"), new byte[0]);
		DuplicateClasses duplicates = duplicates();
		assertThat(duplicates)
			.isEqualTo(new DuplicateClasses("", 2, List.of(new BrokenJar("c.jar", "zip file is empty")), 2,
					List.of(new DuplicateClass("org.x.A", false, List.of("a.jar", "b.jar")),
							new DuplicateClass("org.x.B", false, List.of("a.jar", "b.jar")))));
	}

	@Test
	void classInVersionsOfOneArtifactOnlyIsMarked() {
		TestJar.withClasses("org.a.A").writeTo(file("org/a/1/a-1.jar"));
		TestJar.withClasses("org.a.A").writeTo(file("org/a/2/a-2.jar"));
		DuplicateClasses duplicates = duplicates();
		assertThat(duplicates.classes())
			.containsExactly(new DuplicateClass("org.a.A", true, List.of("org/a/1/a-1.jar", "org/a/2/a-2.jar")));
		assertThat(duplicates.acrossArtifacts()).isZero();
	}

	@Test
	void descriptorsAndCopiesForOtherVersionsAreNoDuplicates() {
		for (String path : List.of("a.jar", "b.jar")) {
			new TestJar().moduleInfo("module-info.class", "org.a")
				.classFile("org/a/package-info.class", 61)
				.classFile("META-INF/versions/21/org/a/A.class", 65)
				.writeTo(file(path));
		}
		TestJar.withClasses("org.a.A").classFile("META-INF/versions/21/org/a/A.class", 65).writeTo(file("c.jar"));
		assertThat(duplicates().classes()).isEmpty();
	}

	@Test
	void progressNamesEachJar() {
		new TestJar().writeTo(file("b.jar"));
		TestJar.write(file("a.jar"), new byte[0]);
		List<String> reports = new ArrayList<>();
		auditor().audit("", (done, total, path) -> reports.add(done + "/" + total + " " + path));
		assertThat(reports).containsExactly("1/2 a.jar", "2/2 b.jar");
	}

	@Test
	void interruptEndsTheAuditBeforeTheNextJar() {
		for (String path : List.of("a.jar", "b.jar", "c.jar")) {
			new TestJar().writeTo(file(path));
		}
		List<String> reports = new ArrayList<>();
		try {
			assertThatExceptionOfType(CancellationException.class)
				.isThrownBy(() -> auditor().audit("", (done, total, path) -> {
					reports.add(path);
					Thread.currentThread().interrupt();
				}))
				.withMessage("The audit was interrupted after 1 of 3 jars");
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			Thread.interrupted();
		}
		assertThat(reports).containsExactly("a.jar");
	}

	@Test
	void resultsCannotBeChanged() {
		new TestJar().writeTo(file("a.jar"));
		JarAudit audit = audit("");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> audit.jars().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> duplicates().classes().clear());
	}

	private JarAudit audit(String group) {
		return auditor().audit(group, NOBODY);
	}

	private DuplicateClasses duplicates() {
		return auditor().duplicates("", NOBODY);
	}

	private JarAuditor auditor() {
		return new JarAuditor(new FolderRepository(this.root));
	}

	private Path file(String path) {
		return this.root.resolve(path);
	}

	private record FakeRepository(Jar jar) implements JarRepository {

		@Override
		public String group(@Nullable String name) {
			return "";
		}

		@Override
		public List<Jar> jars(String group) {
			return List.of(this.jar);
		}

	}

}
