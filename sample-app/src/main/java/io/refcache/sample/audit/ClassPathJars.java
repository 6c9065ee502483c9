package io.refcache.sample.audit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.jspecify.annotations.Nullable;

/**
 * Collects the jars of a class path, with those that a listed jar brings along: by the
 * {@code Class-Path} of its manifest, or nested below {@code BOOT-INF/lib} as in a
 * repackaged Spring Boot application, which then is nothing but their container.
 */
class ClassPathJars {

	private static final String NESTED = "BOOT-INF/lib/";

	private final Set<Path> seen = new HashSet<>();

	private final Map<String, Jar> jars = new TreeMap<>();

	void add(Path entry) {
		Path file = entry.toAbsolutePath().normalize();
		if (file.toString().endsWith(".jar") && Files.isRegularFile(file) && this.seen.add(file)) {
			addJar(file);
		}
	}

	List<Jar> sorted() {
		return List.copyOf(this.jars.values());
	}

	private void addJar(Path file) {
		List<String> nested = new ArrayList<>();
		List<Path> companions = new ArrayList<>();
		try (JarFile jar = new JarFile(file.toFile(), false)) {
			jar.stream().map(ZipEntry::getName).filter(ClassPathJars::isNestedJar).forEach(nested::add);
			companions.addAll(classPath(file, jar.getManifest()));
		}
		catch (IOException ex) {
			// It is broken, which the audit will tell.
		}
		if (nested.isEmpty()) {
			put(file.getFileName().toString(), (path) -> new FileJar(path, file));
		}
		nested.forEach((name) -> put(name.substring(NESTED.length()), (path) -> new NestedJar(path, file, name)));
		companions.forEach(this::add);
	}

	private static boolean isNestedJar(String entry) {
		return entry.startsWith(NESTED) && entry.endsWith(".jar");
	}

	private static List<Path> classPath(Path jar, @Nullable Manifest manifest) {
		String value = (manifest != null) ? manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH) : null;
		List<Path> files = new ArrayList<>();
		for (String url : (value != null) ? value.trim().split(" +") : new String[0]) {
			try {
				files.add(Path.of(jar.toUri().resolve(URI.create(url))));
			}
			catch (IllegalArgumentException | FileSystemNotFoundException ex) {
				// A class loader passes over what is no URL of a file, too.
			}
		}
		return files;
	}

	private void put(String name, Function<String, Jar> jar) {
		String path = name;
		for (int i = 2; this.jars.containsKey(path); i++) {
			path = name + " (" + i + ")";
		}
		this.jars.put(path, jar.apply(path));
	}

}
