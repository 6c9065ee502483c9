package io.refcache.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars on the class path of the tests, laid out in groups below a folder and counted
 * without any help from the code under test.
 */
final class RealJars {

	private final Path root;

	private RealJars(Path root) {
		this.root = root;
	}

	static RealJars below(Path root) throws IOException {
		for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))) {
			Path jar = Path.of(entry);
			if (entry.endsWith(".jar") && Files.isRegularFile(jar)) {
				Path folder = Files.createDirectories(root.resolve(group(jar)));
				link(folder.resolve(jar.getFileName()), jar);
			}
		}
		return new RealJars(root);
	}

	/** The first two parts of the name of the first package. */
	private static String group(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			return file.stream()
				.map(JarEntry::getName)
				.filter((name) -> name.endsWith(".class") && name.split("/").length > 2 && !name.startsWith("META-INF"))
				.map((name) -> name.split("/")[0] + "/" + name.split("/")[1])
				.findFirst()
				.orElse("starters");
		}
	}

	static void link(Path link, Path jar) throws IOException {
		try {
			Files.createLink(link, jar);
		}
		catch (UnsupportedOperationException | FileSystemException ex) {
			Files.copy(jar, link);
		}
	}

	List<Path> files(String group) throws IOException {
		try (Stream<Path> files = Files.walk(this.root.resolve(group))) {
			return files.filter((file) -> file.toString().endsWith(".jar")).sorted().toList();
		}
	}

	long bytes(String group) throws IOException {
		long bytes = 0;
		for (Path file : files(group)) {
			bytes += Files.size(file);
		}
		return bytes;
	}

	long classes(String group) throws IOException {
		long classes = 0;
		for (Path file : files(group)) {
			classes += classesOf(file).size();
		}
		return classes;
	}

	Set<String> checksums(String group) throws IOException {
		Set<String> checksums = new TreeSet<>();
		for (Path file : files(group)) {
			checksums.add(HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file))));
		}
		return checksums;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new AssertionError(ex);
		}
	}

	Map<String, List<String>> duplicates(String group) throws IOException {
		Map<String, List<String>> jars = new TreeMap<>();
		for (Path file : files(group)) {
			for (String name : classesOf(file)) {
				jars.computeIfAbsent(name, (added) -> new ArrayList<>()).add(pathOf(file));
			}
		}
		jars.values().removeIf((paths) -> paths.size() == 1);
		return jars;
	}

	String pathOf(Path file) {
		return this.root.relativize(file).toString().replace(File.separatorChar, '/');
	}

	private static Set<String> classesOf(Path file) throws IOException {
		try (JarFile jar = new JarFile(file.toFile())) {
			Set<String> names = new TreeSet<>();
			jar.stream()
				.map(JarEntry::getName)
				.filter((name) -> name.matches("(?!META-INF/).*\\.class"))
				.filter((name) -> !name.matches("(.*/)?(module|package)-info\\.class"))
				.forEach((name) -> names.add(name.replaceFirst("\\.class$", "").replace('/', '.')));
			return names;
		}
	}

}
