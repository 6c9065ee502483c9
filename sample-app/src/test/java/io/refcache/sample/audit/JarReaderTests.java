package io.refcache.sample.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JarReaderTests {

	@TempDir
	Path folder;

	private final JarReader reader = new JarReader();

	@Test
	void sizeAndChecksumAreThoseOfTheFile() throws Exception {
		TestJar jar = new TestJar().entry("big.bin", new byte[200_000]).entry("x", HexFormat.of().parseHex("cafe"));
		JarReport report = report(jar);
		byte[] bytes = jar.bytes();
		assertThat(report.size()).isEqualTo(bytes.length);
		assertThat(report.sha256())
			.isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
	}

	@Test
	void classesAreCountedWithoutInfosAndCopiesForOtherVersions() throws IOException {
		JarReport report = report(TestJar.withClasses("org.foo.Bar", "org.foo.Bar$Inner", "Unnamed")
			.classFile("org/foo/package-info.class", 61)
			.moduleInfo("module-info.class", "org.foo")
			.classFile("META-INF/versions/21/org/foo/Bar.class", 65)
			.entry("org/foo/bar.txt", new byte[9]));
		assertThat(report.classes()).isEqualTo(3);
	}

	@Test
	void highestClassFileVersionIsThatOfTheClassesThatEveryJvmLoads() throws IOException {
		JarReport report = report(new TestJar().classFile("org/foo/A.class", 52)
			.classFile("org/foo/B.class", 61)
			.classFile("org/foo/C.class", 55)
			.classFile("META-INF/versions/21/org/foo/A.class", 65));
		assertThat(report.classFileVersion()).isEqualTo(61);
	}

	@Test
	void jarWithoutClassesHasNoClassFileVersion() throws IOException {
		JarReport report = report(new TestJar().entry("readme.txt", new byte[20]));
		assertThat(report.classes()).isZero();
		assertThat(report.classFileVersion()).isNull();
	}

	@Test
	void classFileWithoutItsMagicNumberHasNoVersion() throws IOException {
		JarReport report = report(new TestJar().entry("org/foo/A.class", new byte[] { 1, 2, 3, 4, 0, 0, 0, 99, 0 })
			.entry("org/foo/B.class", new byte[0])
			.classFile("org/foo/C.class", 52));
		assertThat(report.classes()).isEqualTo(3);
		assertThat(report.classFileVersion()).isEqualTo(52);
	}

	@Test
	void moduleDescriptorNamesTheModule() throws IOException {
		JarReport report = report(new TestJar().moduleInfo("module-info.class", "org.foo")
			.attribute("Automatic-Module-Name", "foo.auto"));
		assertThat(report.moduleName()).isEqualTo("org.foo");
	}

	@Test
	void moduleDescriptorOfMultiReleaseJarMayBeAmongItsVersions() throws IOException {
		JarReport report = report(new TestJar().moduleInfo("META-INF/versions/9/module-info.class", "org.foo")
			.attribute("Multi-Release", "true"));
		assertThat(report.moduleName()).isEqualTo("org.foo");
	}

	@Test
	void moduleDescriptorAmongVersionsIsOfNoUseWithoutTheMultiReleaseFlag() throws IOException {
		JarReport report = report(new TestJar().moduleInfo("META-INF/versions/9/module-info.class", "org.foo"));
		assertThat(report.moduleName()).isNull();
	}

	@Test
	void manifestNamesTheModuleOfJarWithoutDescriptor() throws IOException {
		JarReport report = report(new TestJar().attribute("Automatic-Module-Name", "foo.auto"));
		assertThat(report.moduleName()).isEqualTo("foo.auto");
	}

	@Test
	void jarThatNamesNoModuleHasNone() throws IOException {
		assertThat(report(TestJar.withClasses("org.foo.Bar")).moduleName()).isNull();
	}

	@Test
	void multiReleaseFlagIsThatOfTheManifest() throws IOException {
		assertThat(report(new TestJar().attribute("Multi-Release", "TRUE")).multiRelease()).isTrue();
		assertThat(report(new TestJar().classFile("META-INF/versions/21/Foo.class", 65)).multiRelease()).isFalse();
	}

	@Test
	void packagesAreThoseOfTheClasses() throws IOException {
		Path file = TestJar.withClasses("org.foo.A", "org.foo.B", "org.foo.sub.C", "Unnamed")
			.entry("org/foo/res/readme.txt", new byte[1])
			.writeTo(this.folder.resolve("foo.jar"));
		assertThat(this.reader.contents(new FileJar("foo.jar", file)).packages()).containsExactlyInAnyOrder("org.foo",
				"org.foo.sub");
	}

	@Test
	void emptyFileIsRefused() throws IOException {
		assertThatExceptionOfType(ZipException.class).isThrownBy(() -> read(new byte[0]))
			.withMessageContaining("empty");
	}

	@Test
	void fileThatIsNoZipIsRefused() {
		assertThatExceptionOfType(ZipException.class)
			.isThrownBy(() -> read("<html>404</html>".getBytes(StandardCharsets.UTF_8)))
			.withMessageContaining("END header");
	}

	@Test
	void truncatedJarIsRefused() {
		byte[] whole = TestJar.withClasses("org.foo.A", "org.foo.B").bytes();
		for (int length = 1; length < whole.length; length++) {
			byte[] truncated = Arrays.copyOf(whole, length);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(truncated));
		}
	}

	@Test
	void damagedModuleDescriptorIsRefused() {
		TestJar jar = new TestJar().entry("module-info.class", new byte[20]);
		assertThatExceptionOfType(ZipException.class).isThrownBy(() -> report(jar))
			.withMessageStartingWith("'module-info.class'");
	}

	@Test
	void hugeModuleDescriptorIsNotReadIntoMemory() {
		TestJar jar = new TestJar().entry("module-info.class", new byte[2_000_000]);
		assertThatExceptionOfType(ZipException.class).isThrownBy(() -> report(jar))
			.withMessageContaining("larger than 1048576 bytes");
	}

	@Test
	void namesOfClassesAreReadWithoutTheirContents() throws IOException {
		Path file = TestJar.withClasses("org.foo.A", "org.foo.A$B")
			.classFile("META-INF/versions/21/org/foo/A.class", 65)
			.moduleInfo("module-info.class", "org.foo")
			.writeTo(this.folder.resolve("foo.jar"));
		assertThat(this.reader.classNames(new FileJar("foo.jar", file))).containsExactlyInAnyOrder("org.foo.A",
				"org.foo.A$B");
	}

	private JarReport report(TestJar jar) throws IOException {
		return read(jar.bytes());
	}

	private JarReport read(byte[] bytes) throws IOException {
		Path file = this.folder.resolve("test.jar");
		Files.write(file, bytes);
		return this.reader.contents(new FileJar("test.jar", file)).report();
	}

}
