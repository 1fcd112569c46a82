/** Starts the page. */
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './design/tokens.css';
import './design/base.css';
import './parts/parts.css';
import './app/shell.css';

createRoot(document.getElementById('root')!).render(<App />);
