package io.refcache.sample.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where the jars are, arranged in groups: a group is a folder below the root and whatever
 * is below that.
 */
public interface JarRepository {

	/**
	 * The jars below a folder or, if there are none, those on the application's own class
	 * path.
	 * @param root the folder
	 * @return the repository
	 */
	static JarRepository of(Path root) {
		FolderRepository folder = new FolderRepository(root);
		boolean hasJars = Files.isDirectory(root) && !folder.jars("").isEmpty();
		return hasJars ? folder : new ClassPathRepository(System.getProperty("java.class.path"));
	}

	/**
	 * Checks the name of a group, and gives it the one form that equal groups share.
	 * @param name a path such as {@code org/springframework}; blank or {@code null} for
	 * all jars
	 * @return the name in its one form; empty for all jars
	 * @throws InvalidGroupException if that is no name of a group, or leads out of the
	 * root
	 * @throws UnknownGroupException if there is no such group
	 */
	String group(@Nullable String name);

	/**
	 * The jars of a group.
	 * @param group the name of the group, which is checked again
	 * @return the jars, sorted by path
	 */
	List<Jar> jars(String group);

}
