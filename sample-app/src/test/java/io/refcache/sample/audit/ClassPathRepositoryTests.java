package io.refcache.sample.audit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClassPathRepositoryTests {

	@TempDir
	Path folder;

	@Test
	void listsTheJarsButNoFolders() throws IOException {
		Path classes = Files.createDirectories(this.folder.resolve("classes"));
		Path b = new TestJar().writeTo(this.folder.resolve("b.jar"));
		Path a = new TestJar().writeTo(this.folder.resolve("lib/a.jar"));
		Path missing = this.folder.resolve("missing.jar");
		assertThat(repository(classes, b, a, missing, b).jars("")).extracting(Jar::path)
			.containsExactly("a.jar", "b.jar");
	}

	@Test
	void jarsOfOneNameAreToldApart() {
		Path first = TestJar.withClasses("org.a.A").writeTo(this.folder.resolve("1/a.jar"));
		Path second = TestJar.withClasses("org.a.A").writeTo(this.folder.resolve("2/a.jar"));
		assertThat(repository(first, second).jars("")).extracting(Jar::path).containsExactly("a.jar", "a.jar (2)");
	}

	@Test
	void jarsThatTheManifestListsBelongToTheClassPath() {
		new TestJar().writeTo(this.folder.resolve("lib/b.jar"));
		new TestJar().attribute("Class-Path", "../lib/b.jar ../app.jar").writeTo(this.folder.resolve("lib/a.jar"));
		Path app = new TestJar()
			.attribute("Class-Path", "lib/a.jar lib/b.jar lib/ http://localhost/c.jar %zz missing.jar")
			.writeTo(this.folder.resolve("app.jar"));
		assertThat(repository(app).jars("")).extracting(Jar::path).containsExactly("a.jar", "app.jar", "b.jar");
	}

	@Test
	void jarsInRepackagedApplicationStandInForIt() {
		Path app = TestJar.withClasses("org.springframework.boot.loader.launch.JarLauncher")
			.entry("BOOT-INF/lib/b-1.jar", TestJar.withClasses("org.b.B", "org.shared.X").bytes())
			.entry("BOOT-INF/lib/a-1.jar", TestJar.withClasses("org.shared.X").bytes())
			.entry("BOOT-INF/lib/broken.jar", new byte[0])
			.entry("BOOT-INF/classpath.idx", new byte[0])
			.writeTo(this.folder.resolve("app.jar"));
		JarAuditor auditor = new JarAuditor(repository(app));
		JarAudit audit = auditor.audit("", (done, total, path) -> {
		});
		assertThat(audit.jars()).extracting(JarReport::path).containsExactly("a-1.jar", "b-1.jar");
		assertThat(audit.brokenJars()).extracting(BrokenJar::path).containsExactly("broken.jar");
		assertThat(audit.totals().classes()).isEqualTo(3);
		assertThat(audit.splitPackages()).extracting(SplitPackage::name).containsExactly("org.shared");
	}

	@Test
	void brokenJarIsListed() {
		Path broken = TestJar.write(this.folder.resolve("broken.jar"), new byte[] { 1, 2 });
		assertThat(repository(broken).jars("")).extracting(Jar::path).containsExactly("broken.jar");
	}

	@Test
	void copiesOfNestedJarsDoNotStay() throws IOException {
		Path app = new TestJar().entry("BOOT-INF/lib/a-1.jar", new TestJar().bytes())
			.writeTo(this.folder.resolve("app.jar"));
		Jar nested = repository(app).jars("").get(0);
		Path copy = nested.read((file) -> {
			assertThat(file).exists();
			return file;
		});
		assertThat(copy).doesNotExist();
	}

	@Test
	void thereAreNoGroups() {
		Path a = new TestJar().writeTo(this.folder.resolve("org/a.jar"));
		ClassPathRepository repository = repository(a);
		assertThat(repository.group(" ")).isEmpty();
		assertThatExceptionOfType(UnknownGroupException.class).isThrownBy(() -> repository.group("org"))
			.withMessageContaining("leave it empty");
		assertThatExceptionOfType(InvalidGroupException.class).isThrownBy(() -> repository.group("../x"));
	}

	@Test
	void standsInForRootWithoutJars() throws IOException {
		assertThat(JarRepository.of(this.folder.resolve("missing"))).isInstanceOf(ClassPathRepository.class);
		assertThat(JarRepository.of(this.folder)).isInstanceOf(ClassPathRepository.class);
		Path file = Files.createFile(this.folder.resolve("file"));
		assertThat(JarRepository.of(file)).isInstanceOf(ClassPathRepository.class);
		new TestJar().writeTo(this.folder.resolve("a/a.jar"));
		assertThat(JarRepository.of(this.folder)).isInstanceOf(FolderRepository.class);
	}

	@Test
	void findsTheClassPathOfTheseTests() {
		assertThat(JarRepository.of(this.folder).jars("")).hasSizeGreaterThan(50);
	}

	private static ClassPathRepository repository(Path... entries) {
		return new ClassPathRepository(
				Arrays.stream(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
	}

}
