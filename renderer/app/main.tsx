import './styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connectApi } from './client.ts';
import { loadRestWhenIdle } from './late-screen.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root element.');
const api = await connectApi();
createRoot(root).render(
  <StrictMode>
    <App api={api} />
  </StrictMode>,
);
void loadRestWhenIdle();
