package io.refcache.sample.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The jars below a folder, such as a local Maven repository. Symbolic links below it are
 * not followed while looking for jars: what they lead to is either found at its own place
 * or outside. The name of a group may hold one that stays below the folder, and stands
 * for where it leads to.
 */
class FolderRepository implements JarRepository {

	private final Path folder;

	FolderRepository(Path folder) {
		this.folder = folder;
	}

	@Override
	public String group(@Nullable String name) {
		Path root = root();
		return relative(root, folderOf(GroupNames.check(name), root));
	}

	@Override
	public List<Jar> jars(String group) {
		Path root = root();
		Path groupFolder = folderOf(GroupNames.check(group), root);
		List<Jar> jars = new ArrayList<>();
		try {
			for (Path file : JarSearch.below(groupFolder)) {
				jars.add(new FileJar(relative(root, file), file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		jars.sort(Comparator.comparing(Jar::path));
		return jars;
	}

	private Path root() {
		try {
			return this.folder.toRealPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path folderOf(String group, Path root) {
		Path real = realPath(root, group);
		if (!real.startsWith(root)) {
			throw new InvalidGroupException("leads out of the root through a symbolic link");
		}
		if (!Files.isDirectory(real)) {
			throw unknown(group);
		}
		return real;
	}

	private static Path realPath(Path root, String group) {
		try {
			return root.resolve(group).toRealPath();
		}
		catch (InvalidPathException ex) {
			throw new InvalidGroupException("is no path on this system");
		}
		catch (IOException ex) {
			throw unknown(group);
		}
	}

	private static UnknownGroupException unknown(String group) {
		return new UnknownGroupException("names no folder below the root: '" + group + "'", GroupNames.CURE);
	}

	private static String relative(Path root, Path path) {
		return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
	}

	@Override
	public String toString() {
		return "the jars below " + this.folder;
	}

}
