//! Where objects are: a folder, or an object store.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path as ObjectPath;

use object_store::{ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};

use super::BlobError;
use crate::configuration::BlobsConfiguration;
use crate::identifier::new_id;

/// Where files lie until they are whole.
const INCOMING: &str = ".incoming";
/// Files there that are older than this are of processes that crashed.
const INCOMING_AGE_MAX: Duration = Duration::from_secs(2 * 86_400);
/// Size of the parts of an upload to an object store; with ten thousand parts, objects of 80 GiB.
const PART_BYTES: usize = 8 << 20;
/// Parts on their way at the same time.
const PARTS_AT_ONCE: usize = 2;
/// Longest object read or written at once.
const SMALL_BYTES_MAX: u64 = 4_096;

/// Where objects are.
#[derive(Clone)]
pub(super) enum Storage {
    Folder(Arc<Path>),
    Objects { store: Arc<dyn ObjectStore>, prefix: ObjectPath },
}

impl Storage {
    pub(super) fn open(
        configuration: &BlobsConfiguration,
        data: &Path,
    ) -> Result<Storage, BlobError> {
        let Some(url) = &configuration.url else {
            let folder = data.join("blobs");
            std::fs::create_dir_all(folder.join(INCOMING)).map_err(BlobError::storage)?;
            drop_abandoned(&folder.join(INCOMING));
            return Ok(Storage::Folder(folder.into()));
        };
        let understood = || BlobError::Url(format!("'{url}' is not like s3://bucket/prefix"));
        let rest = url.strip_prefix("s3://").ok_or_else(understood)?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(understood());
        }
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        if let Some(endpoint) = &configuration.endpoint {
            builder =
                builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        if let Some(id) = &configuration.access_key_id {
            builder = builder.with_access_key_id(id);
        }
        if let Some(secret) = &configuration.secret_access_key {
            builder = builder.with_secret_access_key(secret.expose());
        }
        if let Some(region) = &configuration.region {
            builder = builder.with_region(region);
        }
        let store = builder.build().map_err(|error| BlobError::Url(error.to_string()))?;
        let prefix = ObjectPath::parse(prefix.trim_end_matches('/'))
            .map_err(|error| BlobError::Url(error.to_string()))?;
        Ok(Storage::Objects { store: Arc::new(store), prefix })
    }

    /// Bytes from, up to but without, all of which must be there.
    pub(super) async fn read_range(
        &self,
        object: &str,
        range: Range<u64>,
    ) -> Result<Bytes, BlobError> {
        match self {
            Storage::Folder(folder) => {
                let path = folder.join(object);
                let read = move || -> io::Result<Bytes> {
                    use std::os::unix::fs::FileExt;
                    let length = usize::try_from(range.end.saturating_sub(range.start))
                        .map_err(io::Error::other)?;
                    let mut content = vec![0; length];
                    std::fs::File::open(path)?.read_exact_at(&mut content, range.start)?;
                    Ok(content.into())
                };
                blocking(object, read).await
            }
            Storage::Objects { store, prefix } => {
                let path = path_of(prefix, object);
                let wanted = range.end.saturating_sub(range.start);
                let content = store
                    .get_range(&path, range)
                    .await
                    .map_err(|error| object_error(object, error))?;
                if content.len() as u64 != wanted {
                    return Err(BlobError::Damaged(object.to_string()));
                }
                Ok(content)
            }
        }
    }

    /// Size of an object in bytes.
    pub(super) async fn size(&self, object: &str) -> Result<u64, BlobError> {
        match self {
            Storage::Folder(folder) => {
                let path = folder.join(object);
                blocking(object, move || Ok(std::fs::metadata(path)?.len())).await
            }
            Storage::Objects { store, prefix } => {
                let head = store.head(&path_of(prefix, object)).await;
                Ok(head.map_err(|error| object_error(object, error))?.size)
            }
        }
    }

    /// A short object.
    pub(super) async fn read_small(&self, object: &str) -> Result<Bytes, BlobError> {
        match self {
            Storage::Folder(folder) => {
                let path = folder.join(object);
                let read = move || -> io::Result<Bytes> {
                    use std::io::Read;
                    let mut content = Vec::new();
                    std::fs::File::open(path)?.take(SMALL_BYTES_MAX).read_to_end(&mut content)?;
                    Ok(content.into())
                };
                blocking(object, read).await
            }
            Storage::Objects { store, prefix } => {
                let answer = store
                    .get(&path_of(prefix, object))
                    .await
                    .map_err(|error| object_error(object, error))?;
                if answer.meta.size > SMALL_BYTES_MAX {
                    return Err(BlobError::Damaged(object.to_string()));
                }
                answer.bytes().await.map_err(|error| object_error(object, error))
            }
        }
    }

    /// Writes a short object, in place of one that may be there.
    pub(super) async fn write_small(
        &self,
        object: &str,
        content: Vec<u8>,
    ) -> Result<(), BlobError> {
        let mut upload = self.create(object).await?;
        upload.write(content).await?;
        upload.finish().await
    }

    /// Begins an object. It is there once it is finished.
    pub(super) async fn create(&self, object: &str) -> Result<Upload, BlobError> {
        match self {
            Storage::Folder(folder) => {
                let incoming = folder.join(INCOMING).join(new_id());
                let target = folder.join(object);
                let path = incoming.clone();
                let open = move || {
                    use std::os::unix::fs::OpenOptionsExt;
                    let mut options = std::fs::OpenOptions::new();
                    options.write(true).create_new(true).mode(0o600).open(path)
                };
                let file = blocking(object, open).await?;
                let incoming = Incoming(incoming);
                Ok(Upload::File {
                    file: Some(Arc::new(file)),
                    incoming,
                    target,
                    object: object.to_string(),
                })
            }
            Storage::Objects { store, prefix } => Ok(Upload::Object {
                store: store.clone(),
                path: path_of(prefix, object),
                buffer: Vec::new(),
                parts: None,
            }),
        }
    }

    pub(super) async fn delete(&self, object: &str) -> Result<(), BlobError> {
        match self {
            Storage::Folder(folder) => {
                let path = folder.join(object);
                let remove = move || match std::fs::remove_file(path) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                    removed => removed,
                };
                blocking(object, remove).await
            }
            Storage::Objects { store, prefix } => {
                match store.delete(&path_of(prefix, object)).await {
                    Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                    Err(error) => Err(BlobError::storage(error)),
                }
            }
        }
    }

    /// The names of all objects with wrapped keys.
    pub(super) async fn list_keys(&self) -> Result<Vec<String>, BlobError> {
        let mut objects = Vec::new();
        match self {
            Storage::Folder(folder) => {
                let folder = folder.clone();
                let walk = move || {
                    let mut waiting = vec![folder.to_path_buf()];
                    while let Some(current) = waiting.pop() {
                        for entry in std::fs::read_dir(&current)? {
                            let entry = entry?;
                            let path = entry.path();
                            if entry.file_type()?.is_dir() {
                                if entry.file_name() != INCOMING {
                                    waiting.push(path);
                                }
                            } else if let Some(name) =
                                path.strip_prefix(&folder).ok().and_then(Path::to_str)
                            {
                                objects.push(name.to_string());
                            }
                        }
                    }
                    Ok(objects)
                };
                objects = blocking("", walk).await?;
            }
            Storage::Objects { store, prefix } => {
                let mut listed = store.list(Some(prefix));
                while let Some(meta) = listed.try_next().await.map_err(BlobError::storage)? {
                    let location = meta.location.as_ref();
                    let name = location.strip_prefix(prefix.as_ref()).unwrap_or(location);
                    objects.push(name.trim_start_matches('/').to_string());
                }
            }
        }
        objects.retain(|object| super::envelope::blob_of(object).is_some());
        Ok(objects)
    }
}

/// An object that is being written.
pub(super) enum Upload {
    File {
        file: Option<Arc<std::fs::File>>,
        incoming: Incoming,
        target: PathBuf,
        object: String,
    },
    Object {
        store: Arc<dyn ObjectStore>,
        path: ObjectPath,
        buffer: Vec<u8>,
        parts: Option<WriteMultipart>,
    },
}

/// A file that goes away unless it was moved.
pub(super) struct Incoming(PathBuf);

impl Drop for Incoming {
    fn drop(&mut self) {
        // After the file was moved there is nothing here.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Upload {
    pub(super) async fn write(&mut self, content: Vec<u8>) -> Result<(), BlobError> {
        match self {
            Upload::File { file, object, .. } => {
                let file = file.clone().ok_or_else(|| BlobError::storage("the file is closed"))?;
                blocking(object, move || {
                    use std::io::Write;
                    (&*file).write_all(&content)
                })
                .await
            }
            Upload::Object { store, path, buffer, parts } => {
                if parts.is_none() && buffer.len() + content.len() < PART_BYTES {
                    buffer.extend_from_slice(&content);
                    return Ok(());
                }
                let writer = match parts {
                    Some(writer) => writer,
                    None => {
                        let upload = store.put_multipart(path).await.map_err(BlobError::storage)?;
                        let writer =
                            parts.insert(WriteMultipart::new_with_chunk_size(upload, PART_BYTES));
                        writer.put(std::mem::take(buffer).into());
                        writer
                    }
                };
                writer.wait_for_capacity(PARTS_AT_ONCE).await.map_err(BlobError::storage)?;
                writer.put(content.into());
                Ok(())
            }
        }
    }

    /// Makes the object appear, whole and on disk.
    pub(super) async fn finish(self) -> Result<(), BlobError> {
        match self {
            Upload::File { file, incoming, target, object } => {
                let finish = move || {
                    if let Some(file) = file {
                        file.sync_all()?;
                    }
                    let folder = target.parent().unwrap_or(Path::new("."));
                    std::fs::create_dir_all(folder)?;
                    std::fs::rename(&incoming.0, &target)?;
                    // The new name itself has to reach the disk too.
                    std::fs::File::open(folder)?.sync_all()
                };
                blocking(&object, finish).await
            }
            Upload::Object { store, path, buffer, parts } => match parts {
                Some(parts) => parts.finish().await.map(|_| ()).map_err(BlobError::storage),
                None => {
                    let put = store.put(&path, PutPayload::from(buffer)).await;
                    put.map(|_| ()).map_err(BlobError::storage)
                }
            },
        }
    }

    /// Gives the object up: parts in an object store are taken back. A file's do so by themselves.
    pub(super) async fn abort(self) {
        if let Upload::Object { parts: Some(parts), .. } = self
            && let Err(error) = parts.abort().await
        {
            tracing::warn!(%error, "parts of an unfinished upload stay in the object store");
        }
    }
}

fn path_of(prefix: &ObjectPath, object: &str) -> ObjectPath {
    let mut path = prefix.clone();
    for name in object.split('/') {
        path = path.join(name);
    }
    path
}

fn object_error(object: &str, error: object_store::Error) -> BlobError {
    match error {
        object_store::Error::NotFound { .. } => BlobError::NotFound(object.to_string()),
        error => BlobError::storage(error),
    }
}

async fn blocking<T: Send + 'static>(
    object: &str,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, BlobError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(BlobError::storage)?;
    done.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => BlobError::NotFound(object.to_string()),
        io::ErrorKind::UnexpectedEof => BlobError::Damaged(object.to_string()),
        _ => BlobError::storage(error),
    })
}

/// Removes what crashed processes left. What can't be removed is in nobody's way.
fn drop_abandoned(incoming: &Path) {
    let Ok(entries) = std::fs::read_dir(incoming) else { return };
    for entry in entries.flatten() {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age =
            modified.ok().and_then(|modified| SystemTime::now().duration_since(modified).ok());
        if age.is_some_and(|age| age > INCOMING_AGE_MAX) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
