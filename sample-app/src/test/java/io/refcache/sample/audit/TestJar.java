package io.refcache.sample.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.springframework.asm.ClassWriter;
import org.springframework.asm.ModuleVisitor;
import org.springframework.asm.Opcodes;

/**
 * A jar made for a test.
 */
final class TestJar {

	private final Map<String, byte[]> entries = new LinkedHashMap<>();

	private final Manifest manifest = new Manifest();

	TestJar() {
		this.manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
	}

	static TestJar withClasses(String... names) {
		TestJar jar = new TestJar();
		for (String name : names) {
			jar.classFile(name.replace('.', '/') + ".class", 61);
		}
		return jar;
	}

	TestJar attribute(String name, String value) {
		this.manifest.getMainAttributes().putValue(name, value);
		return this;
	}

	TestJar classFile(String path, int majorVersion) {
		return entry(path,
				ByteBuffer.allocate(10).putInt(0xCAFEBABE).putShort((short) 0).putShort((short) majorVersion).array());
	}

	TestJar moduleInfo(String path, String name) {
		ClassWriter writer = new ClassWriter(0);
		writer.visit(Opcodes.V9, Opcodes.ACC_MODULE, "module-info", null, null, null);
		ModuleVisitor module = writer.visitModule(name, 0, null);
		module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
		module.visitEnd();
		writer.visitEnd();
		return entry(path, writer.toByteArray());
	}

	TestJar entry(String path, byte[] content) {
		this.entries.put(path, content);
		return this;
	}

	byte[] bytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
			this.manifest.write(zip);
			for (Map.Entry<String, byte[]> entry : this.entries.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	Path writeTo(Path file) {
		return write(file, bytes());
	}

	static Path write(Path file, byte[] bytes) {
		try {
			Files.createDirectories(file.getParent());
			return Files.write(file, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
