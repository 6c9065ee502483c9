package io.refcache.sample.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FolderRepositoryTests {

	@TempDir
	Path folder;

	private Path root;

	private FolderRepository repository;

	@BeforeEach
	void setUp() {
		this.root = this.folder.resolve("root");
		new TestJar().writeTo(this.root.resolve("org/foo/1/foo-1.jar"));
		new TestJar().writeTo(this.folder.resolve("outside/secret.jar"));
		this.repository = new FolderRepository(this.root);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "\t" })
	void blankGroupIsTheWholeRoot(String name) {
		assertThat(this.repository.group(name)).isEmpty();
		assertThat(this.repository.jars("")).extracting(Jar::path).containsExactly("org/foo/1/foo-1.jar");
	}

	@ParameterizedTest
	@ValueSource(strings = { "org/foo", "org/foo/" })
	void equalGroupsHaveOneName(String name) {
		assertThat(this.repository.group(name)).isEqualTo("org/foo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", "../..", "../outside", "org/../../outside", "org/../org", "./org", "org//foo",
			"org/.", "/", "//", "/etc", "C:/Windows", "c:", "org\\foo", "..\\outside", "org\0", "\0", "org/foo\n" })
	void namesThatAreNoPlainRelativePathAreRefused(String name) {
		assertThatExceptionOfType(InvalidGroupException.class).isThrownBy(() -> this.repository.group(name))
			.withMessageStartingWith("'group' ")
			.withMessageEndingWith("such as 'org/springframework', or leave it empty for all jars");
		assertThatExceptionOfType(InvalidGroupException.class).isThrownBy(() -> this.repository.jars(name));
	}

	@Test
	void longNamesAreRefused() {
		assertThatExceptionOfType(InvalidGroupException.class).isThrownBy(() -> this.repository.group("a".repeat(513)));
		assertThatExceptionOfType(UnknownGroupException.class).isThrownBy(() -> this.repository.group("a".repeat(512)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "com", "org.foo", "org/foo/1/foo-1.jar", "org/foo/1/foo-1.jar/x", "~", "%2e%2e" })
	void whatIsNoFolderIsUnknown(String name) {
		assertThatExceptionOfType(UnknownGroupException.class).isThrownBy(() -> this.repository.group(name))
			.withMessageContaining("'" + name + "'");
	}

	@Test
	void groupIsNoPrefixOfNames() {
		new TestJar().writeTo(this.root.resolve("org/foobar/1/foobar-1.jar"));
		assertThat(this.repository.jars("org/foo")).extracting(Jar::path).containsExactly("org/foo/1/foo-1.jar");
	}

	@Test
	void linkThatLeadsOutIsRefused() throws IOException {
		Files.createSymbolicLink(this.root.resolve("org/out"), this.folder.resolve("outside"));
		assertThatExceptionOfType(InvalidGroupException.class).isThrownBy(() -> this.repository.group("org/out"))
			.withMessageContaining("leads out of the root");
		assertThatExceptionOfType(InvalidGroupException.class).isThrownBy(() -> this.repository.jars("org/out"));
	}

	@Test
	void wayThroughLinkThatLeadsOutIsRefused() throws IOException {
		Files.createDirectories(this.folder.resolve("outside/deep"));
		Files.createSymbolicLink(this.root.resolve("out"), this.folder.resolve("outside"));
		assertThatExceptionOfType(InvalidGroupException.class).isThrownBy(() -> this.repository.group("out/deep"));
	}

	@Test
	void folderBesideTheRootWhoseNameBeginsAlikeIsOutside() throws IOException {
		new TestJar().writeTo(this.folder.resolve("root-too/secret.jar"));
		Files.createSymbolicLink(this.root.resolve("out"), this.folder.resolve("root-too"));
		assertThatExceptionOfType(InvalidGroupException.class).isThrownBy(() -> this.repository.group("out"));
	}

	@Test
	void linkThatStaysInsideStandsForWhereItLeadsTo() throws IOException {
		Files.createSymbolicLink(this.root.resolve("alias"), this.root.resolve("org/foo"));
		assertThat(this.repository.group("alias/1")).isEqualTo("org/foo/1");
		assertThat(this.repository.jars("alias")).extracting(Jar::path).containsExactly("org/foo/1/foo-1.jar");
	}

	@Test
	void linksAreNotFollowedWhileLookingForJars() throws IOException {
		Files.createSymbolicLink(this.root.resolve("org/out"), this.folder.resolve("outside"));
		Files.createSymbolicLink(this.root.resolve("org/out.jar"), this.folder.resolve("outside/secret.jar"));
		Files.createSymbolicLink(this.root.resolve("org/circle"), this.root);
		Files.createSymbolicLink(this.root.resolve("org/dangling.jar"), this.folder.resolve("nowhere"));
		assertThat(this.repository.jars("")).extracting(Jar::path).containsExactly("org/foo/1/foo-1.jar");
	}

	@Test
	void rootMayBeLink() throws IOException {
		Path link = Files.createSymbolicLink(this.folder.resolve("link"), this.root);
		FolderRepository repository = new FolderRepository(link);
		assertThat(repository.group("org/foo")).isEqualTo("org/foo");
		assertThat(repository.jars("")).extracting(Jar::path).containsExactly("org/foo/1/foo-1.jar");
	}

	@Test
	void otherFilesAndFoldersAreNoJars() {
		new TestJar().writeTo(this.root.resolve("org/foo/1/foo-1.jar.sha1"));
		new TestJar().writeTo(this.root.resolve("org/foo/1/foo-1.war"));
		new TestJar().writeTo(this.root.resolve("org/foo.jar/readme.txt"));
		assertThat(this.repository.jars("")).hasSize(1);
	}

}
