package io.refcache.sample.audit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for jars in a folder and below, without following symbolic links. What cannot be
 * looked into is taken for a jar, so that an audit lists it as broken.
 */
class JarSearch extends SimpleFileVisitor<Path> {

	private final List<Path> found = new ArrayList<>();

	static List<Path> below(Path folder) throws IOException {
		JarSearch search = new JarSearch();
		Files.walkFileTree(folder, search);
		return search.found;
	}

	@Override
	public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
		if (attributes.isRegularFile() && file.getFileName().toString().endsWith(".jar")) {
			this.found.add(file);
		}
		return FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult visitFileFailed(Path file, IOException ex) {
		if (!(ex instanceof NoSuchFileException)) {
			this.found.add(file);
		}
		return FileVisitResult.CONTINUE;
	}

}
