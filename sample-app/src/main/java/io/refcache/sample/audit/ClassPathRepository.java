package io.refcache.sample.audit;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The jars on a class path, called by their file names. There are no groups.
 */
class ClassPathRepository implements JarRepository {

	private final String classPath;

	ClassPathRepository(String classPath) {
		this.classPath = classPath;
	}

	@Override
	public String group(@Nullable String name) {
		String group = GroupNames.check(name);
		if (!group.isEmpty()) {
			throw new UnknownGroupException("is '" + group + "', but the jars on the class path are in no groups",
					"leave it empty for all jars");
		}
		return group;
	}

	@Override
	public List<Jar> jars(String group) {
		group(group);
		ClassPathJars jars = new ClassPathJars();
		for (String entry : this.classPath.split(Pattern.quote(File.pathSeparator))) {
			jars.add(Path.of(entry));
		}
		return jars.sorted();
	}

	@Override
	public String toString() {
		return "the jars on the class path";
	}

}
